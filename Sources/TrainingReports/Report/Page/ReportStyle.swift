import HTMLPages

/// How the report looks: light or dark as the reader's system is, from phones to wide windows.
enum ReportStyle {
  static let sheet: HTML = """
    :root {
      color-scheme: light dark;
      --page: #f6f7f9; --card: #ffffff; --ink: #14181f; --soft: #5b6472; --line: #e3e6eb;
      --training: #2f6fed; --validation: #e5671b; --good: #15803d; --bad: #b91c1c;
      --mark: #fff0b3; --track: #e8ebf0;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0f1216; --card: #181c22; --ink: #e8ebf0; --soft: #98a2b1; --line: #2a3039;
        --training: #6ea0ff; --validation: #ff9d5c; --good: #4ade80; --bad: #f87171;
        --mark: #574a17; --track: #2a3039;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--page); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      font-variant-numeric: tabular-nums;
    }
    main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
    header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .8rem; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
    h2 { font-size: 1.1rem; margin: 2.2rem 0 .8rem; }
    h3 { font-size: .95rem; margin: 0 0 .5rem; }
    p { margin: .4rem 0; }
    .soft { color: var(--soft); }
    .badge {
      font-size: .8rem; font-weight: 600; padding: .1rem .65rem; border-radius: 1rem;
      border: 1px solid currentColor; color: var(--soft);
    }
    .badge.running { color: var(--training); }
    .badge.done { color: var(--good); }
    .badge.bad { color: var(--bad); }
    .bar {
      height: .5rem; border-radius: .25rem; background: var(--track); overflow: hidden;
      margin: 1rem 0 .4rem;
    }
    .bar i { display: block; height: 100%; border-radius: .25rem; background: var(--training); }
    .tiles {
      display: grid; gap: .75rem; margin: 1rem 0 0;
      grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
    }
    .tile, .chart, .card {
      background: var(--card); border: 1px solid var(--line); border-radius: .75rem; margin: 0;
    }
    .tile { padding: .7rem .9rem; }
    .tile b { display: block; font-size: 1.35rem; line-height: 1.3; font-weight: 650; }
    .tile span { font-size: .8rem; color: var(--soft); }
    .tile span.name { text-transform: uppercase; letter-spacing: .04em; font-size: .7rem; }
    .charts {
      display: grid; gap: .75rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr));
    }
    .chart { position: relative; padding: .8rem .9rem .5rem; }
    .chart figcaption { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; }
    .chart figcaption span { color: var(--soft); font-size: .8rem; }
    .chart svg { display: block; width: 100%; height: auto; margin-top: .3rem; touch-action: pan-y; }
    .chart text { font-size: 11.5px; fill: var(--soft); }
    .chart .grid { stroke: var(--line); stroke-width: 1; }
    .chart polyline {
      fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round;
    }
    .chart polyline.training { stroke: var(--training); }
    .chart polyline.validation { stroke: var(--validation); }
    .chart circle.training { fill: var(--training); }
    .chart circle.validation { fill: var(--validation); }
    .chart .follower, .chart .cursor { visibility: hidden; }
    .chart .follower { stroke: var(--card); stroke-width: 2; }
    .chart .cursor { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; }
    .chart.hot .follower, .chart.hot .cursor { visibility: visible; }
    .legend { margin-left: auto; }
    .legend i { font-style: normal; margin-left: .8rem; color: var(--ink); }
    .legend i::before {
      content: ""; display: inline-block; width: .9em; height: .22em; margin-right: .4em;
      border-radius: .2em; vertical-align: middle; background: var(--training);
    }
    .legend i.validation::before { background: var(--validation); }
    .tip {
      position: absolute; display: none; pointer-events: none; white-space: nowrap; z-index: 1;
      font-size: .8rem; line-height: 1.45; padding: .3rem .6rem; border-radius: .5rem;
      background: var(--ink); color: var(--card);
    }
    .chart.hot .tip { display: block; }
    .samples { display: grid; gap: .75rem; }
    .card { padding: .9rem 1rem; overflow-wrap: anywhere; }
    .sample dl, .facts {
      display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem .9rem; margin: 0;
    }
    .sample dt, .facts dt { color: var(--soft); }
    .sample dd, .facts dd { margin: 0; }
    .sample dl { grid-template-columns: 12rem minmax(0, 1fr); }
    .sample .given { font-weight: 600; }
    .sample details { margin: .3rem 0; }
    .sample details dl { margin: .3rem 0; }
    summary { cursor: pointer; color: var(--soft); }
    mark { background: var(--mark); color: inherit; border-radius: .2em; padding: 0 .1em; }
    .columns {
      display: grid; gap: .75rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; }
    th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
    tr:last-child td { border-bottom: 0; }
    td.number, th.number { text-align: right; white-space: nowrap; }
    td.time { white-space: nowrap; color: var(--soft); }
    tr.bad td.what { color: var(--bad); }
    pre {
      margin: .6rem 0 0; padding: .7rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere;
      font: .82rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
      background: var(--page); border: 1px solid var(--line); border-radius: .5rem;
    }
    footer { margin-top: 2.5rem; color: var(--soft); font-size: .8rem; }
    @media (max-width: 34rem) {
      main { padding: 1rem .75rem 2rem; }
      .tiles { grid-template-columns: repeat(2, 1fr); gap: .5rem; }
      .tile b { font-size: 1.15rem; }
      .chart text { font-size: 14px; }
      .sample dl { grid-template-columns: 1fr; gap: 0; }
      .sample dd { margin-bottom: .35rem; }
      th, td { padding-right: .6rem; }
    }
    @media print { .chart, .card, .tile { break-inside: avoid; } }
    """

  /// Shows the numbers under the pointer; the page says everything without it, too.
  static let script: HTML = """
    for (const chart of document.querySelectorAll(".chart")) {
      const svg = chart.querySelector("svg"), tip = chart.querySelector(".tip");
      const cursor = svg.querySelector(".cursor");
      const lines = [...svg.querySelectorAll("polyline")].map(line => ({
        name: line.dataset.name, dot: svg.querySelector(".follower." + line.classList[0]),
        points: line.dataset.points.split(" ").map(text => text.split(","))
      }));
      const nearest = (points, x) => {
        let low = 0, high = points.length - 1;
        while (high - low > 1) {
          const middle = (low + high) >> 1;
          if (+points[middle][0] < x) low = middle; else high = middle;
        }
        return x - points[low][0] < points[high][0] - x ? points[low] : points[high];
      };
      const show = event => {
        const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
        const x = (event.clientX - box.left) * scale;
        const found = lines.map(line => nearest(line.points, x));
        const best = found.reduce((a, b) => Math.abs(a[0] - x) <= Math.abs(b[0] - x) ? a : b);
        tip.replaceChildren();
        const add = text => tip.append(Object.assign(document.createElement("div"), {
          textContent: text }));
        add("update " + (+best[2]).toLocaleString("en"));
        found.forEach((point, index) => {
          lines[index].dot.setAttribute("cx", point[0]);
          lines[index].dot.setAttribute("cy", point[1]);
          const far = point[2] === best[2] ? "" : " (" + (+point[2]).toLocaleString("en") + ")";
          add((lines.length > 1 ? lines[index].name + " " : "") + point[3] + far);
        });
        for (const end of ["1", "2"]) cursor.setAttribute("x" + end, best[0]);
        cursor.setAttribute("y1", 8); cursor.setAttribute("y2", 216);
        chart.classList.add("hot");
        const frame = chart.getBoundingClientRect();
        const left = box.left - frame.left + best[0] / scale, top = box.top - frame.top + 12;
        const isRight = left > chart.clientWidth / 2;
        tip.style.top = top + "px";
        tip.style.left = (isRight ? left - tip.offsetWidth - 12 : left + 12) + "px";
      };
      svg.addEventListener("pointermove", show);
      svg.addEventListener("pointerdown", show);
      svg.addEventListener("pointerleave", () => chart.classList.remove("hot"));
    }
    """

  /// Reads the page anew while the run goes on, unless the reader is marking text.
  static let reload: HTML = """
    setInterval(() => {
      if (!document.hidden && getSelection().isCollapsed) location.reload();
    }, 60000);
    """
}
