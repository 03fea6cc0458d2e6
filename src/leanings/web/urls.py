"""Every address there is, in one list. Addresses are dull on purpose: a history shows them."""

from __future__ import annotations

from django.urls import URLPattern, path

from leanings.web.bring import looking
from leanings.web.bring import pages as bring
from leanings.web.diary import lines, turning
from leanings.web.diary import pages as diary
from leanings.web.first import pages as first
from leanings.web.help import own, questions
from leanings.web.help import pages as help_pages
from leanings.web.keep import pages as keep
from leanings.web.kept import carrying, erasing
from leanings.web.kept import opening as kept_opening
from leanings.web.kept import pages as kept
from leanings.web.kept import settings as kept_settings
from leanings.web.leave import pages as leave
from leanings.web.low import pages as low
from leanings.web.now import door as now_door
from leanings.web.now import pages as now
from leanings.web.now import path as now_path
from leanings.web.now import stand as now_stand
from leanings.web.opening import pages as opening
from leanings.web.people import pages as people
from leanings.web.reading import choosing, taking
from leanings.web.reading import pages as reading
from leanings.web.sheet import pages as sheet
from leanings.web.tools import pages as tools
from leanings.web.unsent import pages as unsent

handler400 = "leanings.web.kit.failures.not_understood"
handler403 = "leanings.web.kit.failures.not_allowed"
handler404 = "leanings.web.kit.failures.not_found"
handler500 = "leanings.web.kit.failures.broken"

urlpatterns: list[URLPattern] = [
    path("", first.first, name="first"),
    path("sheet/", sheet.sheet, name="sheet"),
    path("sheet/again/", sheet.again, name="sheet_again"),
    path("sheet/blank/", sheet.blanks, name="sheet_blanks"),
    path("sheet/<int:place>/blank/", sheet.blank, name="sheet_blank"),
    path("sheet/<uuid:item>/", sheet.kept, name="sheet_kept"),
    path("sheet/<uuid:item>/erase/", sheet.erase, name="sheet_erase"),
    path("unsent/", unsent.unsent, name="unsent"),
    path("unsent/here/", unsent.here, name="unsent_here"),
    path("unsent/<uuid:item>/", unsent.kept, name="unsent_kept"),
    path("unsent/<uuid:item>/erase/", unsent.erase, name="unsent_erase"),
    path("keep/", keep.keep, name="keep"),
    path("keep/here/", keep.here, name="keep_here"),
    path("keep/code/", keep.code, name="keep_code"),
    path("now/", now.now, name="now"),
    path("now/later/", now.not_now, name="not_now"),
    path("now/path/", now_path.path, name="path"),
    path("now/door/", now_door.door, name="now_door"),
    path("now/stand/", now_stand.over, name="stand"),
    path("now/stand/days/", now_stand.on_which_days, name="stand_days"),
    path("search/", now.search, name="search"),
    path("tools/", tools.tools, name="tools"),
    path("tools/<slug:id>/", tools.one, name="tool"),
    path("tools/<slug:id>/begin/", tools.begin, name="tool_begin"),
    path("tools/<slug:id>/blank/", tools.blank, name="tool_blank"),
    path("tools/<slug:id>/<uuid:item>/", tools.kept, name="tool_kept"),
    path("tools/<slug:id>/<uuid:item>/erase/", tools.erase, name="tool_erase"),
    path("tools/<slug:id>/<uuid:item>/<int:place>/", tools.step, name="tool_step"),
    path("kept/", kept.kept, name="kept"),
    path("kept/sheets/", kept.listed, {"kind": kept.SHEETS}, name="kept_sheets"),
    path("kept/unsent/", kept.listed, {"kind": kept.UNSENT}, name="kept_unsent"),
    path("kept/aside/", kept.aside, name="kept_aside"),
    path("kept/changed/", kept.changed, name="kept_changed"),
    path("kept/take/", carrying.take, name="kept_take"),
    path("kept/bring/", carrying.bring, name="kept_bring"),
    path("kept/settings/", kept_settings.settings, name="kept_settings"),
    path("kept/door/", kept_opening.door, name="kept_door"),
    path("kept/door/words/", kept_opening.passphrase, name="kept_passphrase"),
    path("kept/door/anew/", kept_opening.anew, name="kept_anew"),
    path("kept/door/others/", kept_opening.others, name="kept_others"),
    path("kept/door/done/", kept_opening.done, name="kept_done"),
    path("kept/erase/", erasing.erase, name="kept_erase"),
    path("kept/end/", erasing.end, name="kept_end"),
    path("people/", people.people, name="people"),
    path("people/off/", people.remove, name="people_remove"),
    path("open/", opening.open_place, name="open"),
    path("open/other/", opening.other, name="open_other"),
    path("open/code/", opening.by_code, name="open_code"),
    path("lock/", opening.lock, name="lock"),
    path("draft/", opening.draft, name="draft"),
    path("draft/drop/", opening.drop_draft, name="drop_draft"),
    path("exit/", leave.leave, name="exit"),
    path("away/", leave.away, name="away"),
    path("help/", help_pages.ways, name="help"),
    path("help/more/", questions.more, name="help_more"),
    path("help/more/read/", questions.read, name="help_read"),
    path("help/own/", own.own, name="help_own"),
    path("why/", help_pages.why, name="why"),
    path("minute/", low.minute, name="minute"),
    path("screen/", low.screen, name="screen"),
    path("diary/", diary.leaf, name="diary"),
    path("diary/day/", diary.write, {"kind": diary.CHECK_IN}, name="day"),
    path("diary/<uuid:item>/", diary.kept, {"kind": diary.CHECK_IN}, name="day_kept"),
    path("diary/<uuid:item>/edit/", diary.edit, {"kind": diary.CHECK_IN}, name="day_edit"),
    path("diary/<uuid:item>/erase/", diary.erase, {"kind": diary.CHECK_IN}, name="day_erase"),
    path("diary/words/", diary.write, {"kind": diary.WORDS}, name="words"),
    path("diary/words/<uuid:item>/", diary.kept, {"kind": diary.WORDS}, name="words_kept"),
    path("diary/words/<uuid:item>/edit/", diary.edit, {"kind": diary.WORDS}, name="words_edit"),
    path("diary/words/<uuid:item>/erase/", diary.erase, {"kind": diary.WORDS}, name="words_erase"),
    path("diary/turning/", turning.turning, name="turning"),
    path("diary/turning/new/", diary.write, {"kind": diary.TURNING}, name="turning_new"),
    path("diary/turning/<uuid:item>/", diary.kept, {"kind": diary.TURNING}, name="turning_kept"),
    path("diary/turning/<uuid:item>/edit/", diary.edit, {"kind": diary.TURNING}, name="turning_edit"),
    path("diary/turning/<uuid:item>/erase/", diary.erase, {"kind": diary.TURNING}, name="turning_erase"),
    path("diary/lines/", lines.lines, name="lines"),
    path("diary/reading/", reading.reading, name="reading"),
    path("diary/reading/choose/", choosing.choose, name="reading_choose"),
    path("diary/reading/example/", reading.example, name="reading_example"),
    path("diary/reading/notes.pdf", taking.pdf, name="reading_pdf"),
    path("diary/reading/notes.json", taking.figures, name="reading_json"),
    path("diary/bring/", bring.bring, name="bring"),
    path("diary/bring/look/", looking.look, name="bring_look"),
    path("diary/bring/<uuid:file>/", bring.brought, name="brought"),
    path("diary/bring/<uuid:file>/erase/", bring.erase, name="brought_erase"),
]
