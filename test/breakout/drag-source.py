# Something beside the kiosk that can be dragged onto it: a small square at the top left, above everything. One line of JSON on
# standard input says what the next drag carries, {"text/plain": "..."}; on standard output: "ready", "asked TYPE" when whoever
# the square was dropped on asks for it, "ended" when it was let go.
import json
import sys
import gi
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk

offered = {}


def say(words):
    print(words, flush=True)


window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.move(0, 0)
window.resize(40, 40)
box = Gtk.EventBox()
window.add(box)


def given(_box, _context, selection, _info, _time):
    kind = selection.get_target().name()
    selection.set(selection.get_target(), 8, offered.get(kind, "").encode())
    say("asked " + kind)


box.connect("drag-data-get", given)
box.connect("drag-end", lambda *_: say("ended"))


def heard(_source, _condition):
    line = sys.stdin.readline()
    if line == "":
        Gtk.main_quit()
        return False
    offered.clear()
    offered.update(json.loads(line))
    targets = [Gtk.TargetEntry.new(kind, 0, 0) for kind in offered]
    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, targets, Gdk.DragAction.COPY | Gdk.DragAction.LINK | Gdk.DragAction.MOVE)
    window.show_all()
    GLib.idle_add(lambda: say("ready"))
    return True


GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, heard)
Gtk.main()
