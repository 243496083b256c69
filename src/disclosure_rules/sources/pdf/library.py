"""The functions of PDFium that the reader calls, bound so that a call costs as little as it can."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, PYFUNCTYPE, c_char_p, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p, cast

from pypdfium2 import raw  # type: ignore[import-untyped]

__all__ = [
    "ERROR_PASSWORD",
    "FORM",
    "IMAGE",
    "INVISIBLE_MODES",
    "LINE",
    "MOVE",
    "PATH",
    "TEXT",
    "all_text",
    "annotation_subtype",
    "char_angle",
    "char_box",
    "char_loose_box",
    "char_map_error",
    "char_object",
    "char_origin",
    "char_unicode",
    "clip_count",
    "clip_of",
    "clip_segment",
    "clip_segment_count",
    "close_annotation",
    "close_document",
    "close_page",
    "close_text",
    "count_annotations",
    "count_chars",
    "count_form_objects",
    "count_objects",
    "count_pages",
    "draw_mode",
    "fill_color",
    "font_is_embedded",
    "font_of",
    "form_object",
    "get_annotation",
    "last_error",
    "load_document",
    "load_page",
    "load_text",
    "object_at",
    "object_bounds",
    "object_matrix",
    "object_type",
    "page_box",
    "page_rotation",
    "path_segment",
    "path_segment_count",
    "segment_closes",
    "segment_point",
    "segment_type",
    "set_text_mode",
    "stroke_color",
    "text_mode",
    "transform",
]

# What an object on a page is, and how a segment of a path begins.
TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
LINE, MOVE = 0, 2
ERROR_PASSWORD = 4
INVISIBLE_MODES = frozenset({3, 7})

_ADDRESS, _NUMBER, _UNSIGNED = c_void_p, c_int, c_uint


def _address_of(name: str) -> int:
    return cast(getattr(raw, name), c_void_p).value or 0


def _short(name: str, result: type, *arguments: type) -> Callable[..., int]:
    """Bind a function that returns at once. Handles are plain addresses, and the interpreter lock is kept."""
    function: Callable[..., int] = PYFUNCTYPE(result, *arguments)(_address_of(name))
    return function


def _long(name: str, result: type, *arguments: type) -> Callable[..., int]:
    """Bind a function that may take its time: others may run meanwhile."""
    function: Callable[..., int] = CFUNCTYPE(result, *arguments)(_address_of(name))
    return function


load_document = _long("FPDF_LoadMemDocument64", _ADDRESS, c_char_p, c_size_t, c_char_p)
close_document = _long("FPDF_CloseDocument", _NUMBER, _ADDRESS)
last_error = _short("FPDF_GetLastError", c_ulong)
count_pages = _long("FPDF_GetPageCount", _NUMBER, _ADDRESS)
load_page = _long("FPDF_LoadPage", _ADDRESS, _ADDRESS, _NUMBER)
close_page = _long("FPDF_ClosePage", _NUMBER, _ADDRESS)
page_box = _short("FPDF_GetPageBoundingBox", _NUMBER, _ADDRESS, _ADDRESS)
page_rotation = _short("FPDFPage_GetRotation", _NUMBER, _ADDRESS)

load_text = _long("FPDFText_LoadPage", _ADDRESS, _ADDRESS)
close_text = _long("FPDFText_ClosePage", _NUMBER, _ADDRESS)
count_chars = _short("FPDFText_CountChars", _NUMBER, _ADDRESS)
all_text = _short("FPDFText_GetText", _NUMBER, _ADDRESS, _NUMBER, _NUMBER, _ADDRESS)
char_unicode = _short("FPDFText_GetUnicode", _UNSIGNED, _ADDRESS, _NUMBER)
char_object = _short("FPDFText_GetTextObject", _ADDRESS, _ADDRESS, _NUMBER)
char_map_error = _short("FPDFText_HasUnicodeMapError", _NUMBER, _ADDRESS, _NUMBER)
font_of = _short("FPDFTextObj_GetFont", _ADDRESS, _ADDRESS)
font_is_embedded = _short("FPDFFont_GetIsEmbedded", _NUMBER, _ADDRESS)
set_text_mode = _short("FPDFTextObj_SetTextRenderMode", _NUMBER, _ADDRESS, _NUMBER)
transform = _short("FPDFPageObj_TransformF", _NUMBER, _ADDRESS, _ADDRESS)
char_angle = _short("FPDFText_GetCharAngle", c_float, _ADDRESS, _NUMBER)
char_box = _short("FPDFText_GetCharBox", _NUMBER, _ADDRESS, _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
char_loose_box = _short("FPDFText_GetLooseCharBox", _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
char_origin = _short("FPDFText_GetCharOrigin", _NUMBER, _ADDRESS, _NUMBER, _ADDRESS, _ADDRESS)
text_mode = _short("FPDFTextObj_GetTextRenderMode", _NUMBER, _ADDRESS)

count_objects = _short("FPDFPage_CountObjects", _NUMBER, _ADDRESS)
object_at = _short("FPDFPage_GetObject", _ADDRESS, _ADDRESS, _NUMBER)
count_form_objects = _short("FPDFFormObj_CountObjects", _NUMBER, _ADDRESS)
form_object = _short("FPDFFormObj_GetObject", _ADDRESS, _ADDRESS, c_ulong)
object_type = _short("FPDFPageObj_GetType", _NUMBER, _ADDRESS)
object_bounds = _short("FPDFPageObj_GetBounds", _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
object_matrix = _short("FPDFPageObj_GetMatrix", _NUMBER, _ADDRESS, _ADDRESS)
fill_color = _short("FPDFPageObj_GetFillColor", _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
stroke_color = _short("FPDFPageObj_GetStrokeColor", _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
draw_mode = _short("FPDFPath_GetDrawMode", _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
path_segment_count = _short("FPDFPath_CountSegments", _NUMBER, _ADDRESS)
path_segment = _short("FPDFPath_GetPathSegment", _ADDRESS, _ADDRESS, _NUMBER)
segment_point = _short("FPDFPathSegment_GetPoint", _NUMBER, _ADDRESS, _ADDRESS, _ADDRESS)
segment_type = _short("FPDFPathSegment_GetType", _NUMBER, _ADDRESS)
segment_closes = _short("FPDFPathSegment_GetClose", _NUMBER, _ADDRESS)

clip_of = _short("FPDFPageObj_GetClipPath", _ADDRESS, _ADDRESS)
clip_count = _short("FPDFClipPath_CountPaths", _NUMBER, _ADDRESS)
clip_segment_count = _short("FPDFClipPath_CountPathSegments", _NUMBER, _ADDRESS, _NUMBER)
clip_segment = _short("FPDFClipPath_GetPathSegment", _ADDRESS, _ADDRESS, _NUMBER, _NUMBER)

count_annotations = _short("FPDFPage_GetAnnotCount", _NUMBER, _ADDRESS)
get_annotation = _short("FPDFPage_GetAnnot", _ADDRESS, _ADDRESS, _NUMBER)
annotation_subtype = _short("FPDFAnnot_GetSubtype", _NUMBER, _ADDRESS)
close_annotation = _short("FPDFPage_CloseAnnot", _NUMBER, _ADDRESS)
