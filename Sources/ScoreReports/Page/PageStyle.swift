import HTMLPages

/// How the page looks: light or dark as the reader's system is, from phones to wide windows.
enum PageStyle {
  static let sheet: HTML = """
    :root {
      color-scheme: light dark;
      --page: #f6f7f9; --card: #ffffff; --ink: #14181f; --soft: #5b6472; --line: #e3e6eb;
      --accent: #2f6fed; --added: #fff0b3; --missing: #fbd5d5; --missing-ink: #9f1d1d;
      --system0: #2f6fed; --system1: #d9580d; --system2: #15803d; --system3: #8b3fd1;
      --system4: #b4188b; --system5: #5b6472;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0f1216; --card: #181c22; --ink: #e8ebf0; --soft: #98a2b1; --line: #2a3039;
        --accent: #6ea0ff; --added: #574a17; --missing: #4f1f22; --missing-ink: #ffb4b4;
        --system0: #6ea0ff; --system1: #ff9d5c; --system2: #4ade80; --system3: #c08bff;
        --system4: #ff7fcf; --system5: #98a2b1;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--page); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      font-variant-numeric: tabular-nums;
    }
    main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.1rem; margin: 2.2rem 0 .8rem; }
    h3 { font-size: .95rem; margin: 0 0 .5rem; }
    p { margin: .4rem 0; }
    .soft, small { color: var(--soft); }
    td small { display: block; font-size: .8rem; white-space: nowrap; }
    .tiles {
      display: grid; gap: .75rem; margin: 1rem 0 0;
      grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
    }
    .tile, .card {
      background: var(--card); border: 1px solid var(--line); border-radius: .75rem; margin: 0;
    }
    .tile { padding: .7rem .9rem; }
    .tile b { display: block; font-size: 1.35rem; line-height: 1.3; font-weight: 650; }
    .tile span { font-size: .8rem; color: var(--soft); }
    .card { padding: .9rem 1rem; min-width: 0; }
    header + p + .card { margin-top: 1rem; }
    .columns {
      display: grid; gap: .75rem; align-items: start;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr));
    }
    .columns.three { grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem; }
    th, td {
      padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
    }
    td:first-child { overflow-wrap: anywhere; } td.name { min-width: 8rem; }
    th:last-child, td:last-child { padding-right: 0; }
    tr:last-child td { border-bottom: 0; }
    td.number, th.number { text-align: right; white-space: nowrap; }
    .facts {
      display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem .9rem;
      margin: .9rem 0 0; font-size: .85rem; overflow-wrap: anywhere;
    }
    .facts dt { color: var(--soft); }
    .facts dd { margin: 0; }
    code { font: .8rem/1.5 ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; }
    .dot {
      display: inline-block; width: .7em; height: .7em; border-radius: .2em; margin-right: .45em;
      background: currentColor;
    }
    .legend { font-size: .8rem; } .legend .dot { margin-left: .9em; }
    .system0 { color: var(--system0); fill: var(--system0); }
    .system1 { color: var(--system1); fill: var(--system1); }
    .system2 { color: var(--system2); fill: var(--system2); }
    .system3 { color: var(--system3); fill: var(--system3); }
    .system4 { color: var(--system4); fill: var(--system4); }
    .system5 { color: var(--system5); fill: var(--system5); }
    figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 .6rem; }
    svg { display: block; width: 100%; height: auto; }
    svg text { font-size: 11.5px; fill: var(--soft); }
    .pair {
      display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .9rem;
      align-items: start;
    }
    details { margin: .3rem 0 .8rem; }
    summary { cursor: pointer; color: var(--soft); padding: .2rem 0; overflow-wrap: anywhere; }
    footer { margin-top: 2.5rem; color: var(--soft); font-size: .8rem; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    """

  static let sentenceSheet: HTML = """
    .controls { display: flex; flex-wrap: wrap; gap: .7rem 1rem; align-items: end; }
    .controls label { display: grid; gap: .2rem; flex: 1 1 12rem; min-width: 0; }
    .controls label.check { display: flex; align-items: center; gap: .5rem; flex: 0 1 auto; }
    .controls label > span:first-child { font-size: .8rem; color: var(--soft); }
    .controls .pair { gap: .5rem; }
    input, select, button {
      font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line);
      border-radius: .5rem; padding: .4rem .6rem; height: 2.4rem; min-width: 0; max-width: 100%;
    }
    input[type="checkbox"] { width: 1.1rem; height: 1.1rem; }
    button { cursor: pointer; } button:disabled { opacity: .4; cursor: default; }
    .sentences { display: grid; gap: .6rem; margin-top: .6rem; }
    .sentence { overflow-wrap: anywhere; }
    .sentence header {
      display: flex; flex-wrap: wrap; gap: 0 .9rem; font-size: .8rem; color: var(--soft);
    }
    .sentence dl {
      display: grid; grid-template-columns: minmax(5rem, max-content) minmax(0, 1fr) max-content;
      gap: .25rem .9rem; margin: .35rem 0 0;
    }
    .sentence dt { color: var(--soft); font-size: .85rem; max-width: 12rem; }
    .sentence dd { margin: 0; white-space: pre-wrap; }
    .sentence dd.score { font-size: .85rem; text-align: right; white-space: nowrap; }
    .sentence .given { font-weight: 500; }
    ins { background: var(--added); color: var(--ink); text-decoration: none; border-radius: .2em; }
    del { background: var(--missing); color: var(--missing-ink); border-radius: .2em; }
    kbd { border: 1px solid var(--line); border-radius: .3em; padding: 0 .35em; font-size: .85em; }
    .pages { display: flex; justify-content: center; align-items: center; gap: 1rem; margin: 1rem; }
    @media (max-width: 34rem) {
      main { padding: 1rem .75rem 2rem; }
      .tiles { grid-template-columns: repeat(2, 1fr); gap: .5rem; }
      .tile b { font-size: 1.15rem; }
      svg text { font-size: 14px; }
      .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: .35rem; }
      input, select, button { font-size: 1rem; }
      .sentence dl { grid-template-columns: 1fr; gap: 0; }
      .sentence dd.score { text-align: left; margin-bottom: .6rem; }
      th, td { padding-right: .6rem; }
    }
    @media print { .card, .tile { break-inside: avoid; } .controls, .pages { display: none; } }
    """
}
