/// A page with style and script inside.
struct HtmlPage {
  var title: String
  var body = ""
  var script = ""

  var text: String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title.escaped)</title>
    <style>
    \(Self.style)
    </style></head><body>
    \(body)<script>
    \(script)
    </script></body></html>

    """
  }

  static let style = """
    :root { color-scheme: light dark; --line: #8884; --soft: #8881; --good: #1a7f37; --bad: #cf222e; --odd: #9a6700;
      --calm: #57606a; --mark: #ffd33d; }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.7rem; margin-bottom: 0; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
    h4 { margin: 1rem 0 .3rem; }
    code, pre, .id, .number, .tree { font-family: ui-monospace, monospace; font-size: .86em; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
    thead th { position: sticky; top: 0; background: Canvas; } tbody th { font-weight: 600; }
    .number { text-align: right; white-space: nowrap; } .id { white-space: nowrap; } small { opacity: .75; }
    ul:has(> .badge) { list-style: none; padding: 0; margin: 0; display: inline-flex; flex-wrap: wrap; gap: .3rem; }
    td .badge, .counts .badge, summary .badge { display: inline-block; }
    .badge { list-style: none; border-radius: 1rem; padding: 0 .6rem; font-size: .78rem; font-weight: 600;
      white-space: nowrap; color: #fff; background: var(--calm); }
    .badge.PASS { background: var(--good); } .badge.FAIL, .badge.SUITE-ERROR { background: var(--bad); }
    .badge.WARN, .badge.FLAKY, .badge.NON-STRICT { background: var(--odd); }
    .finding { border: 1px solid var(--line); border-left: 4px solid var(--odd); border-radius: .4rem;
      margin: .6rem 0; padding: .5rem .8rem; } .finding.FAIL { border-left-color: var(--bad); }
    summary { cursor: pointer; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
    dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
    .got { color: var(--bad); } .want { color: var(--good); } .command { user-select: all; }
    .frame { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
    .frame > * { flex: 1 1 30rem; max-height: 34rem; overflow: auto; }
    .tree { display: block; } .tree td { padding: .05rem .5rem; border: 0; overflow-wrap: anywhere; }
    tr.proof { background: color-mix(in srgb, var(--mark) 35%, transparent); }
    li.proof { font-weight: 600; } .gap, .time, .connection { opacity: .7; }
    .hex { margin: 0; padding: .6rem; background: var(--soft); border-radius: .4rem; line-height: 1.35; }
    mark { background: var(--mark); color: #000; }
    .filters { display: flex; flex-wrap: wrap; gap: .6rem; margin: .6rem 0; align-items: center; }
    .filters input, .filters select { font: inherit; padding: .25rem .4rem; }
    .matrix td { text-align: center; } .matrix th a { color: inherit; }
    """

  /// Rows of the case table by text, verdict, level and area; links to a finding open it.
  static let filters = """
    const rows = [...document.querySelectorAll(".cases tbody tr")];
    const pick = name => document.getElementById(name);
    function filter() {
      const text = pick("text").value.toLowerCase();
      let shown = 0;
      for (const row of rows) {
        const fits = ["verdict", "level", "area"].every(
          name => !pick(name).value || row.dataset[name] === pick(name).value)
          && row.textContent.toLowerCase().includes(text);
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      pick("shown").textContent = shown + " of " + rows.length;
    }
    for (const name of ["text", "verdict", "level", "area"]) pick(name).addEventListener("input", filter);
    for (const link of document.querySelectorAll("a[data-area]")) {
      link.addEventListener("click", () => { pick("area").value = link.dataset.area; filter(); });
    }
    function reveal() {
      const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (place instanceof HTMLDetailsElement) { place.open = true; place.scrollIntoView(); }
    }
    window.addEventListener("hashchange", reveal);
    filter();
    reveal();
    """
}
