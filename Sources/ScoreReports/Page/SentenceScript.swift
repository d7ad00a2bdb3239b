import HTMLPages

/// What finds, orders and lays out the sentences.
enum SentenceScript {
  static let source: HTML = """
    const data = JSON.parse(document.getElementById("data").textContent);
    const size = 50, get = id => document.getElementById(id);
    const two = number => (+number).toFixed(1), grouped = n => n.toLocaleString("en");
    const make = (name, className, text) => {
      const element = document.createElement(name);
      if (className) element.className = className;
      if (text !== undefined) element.textContent = text;
      return element;
    };
    const marked = (element, pieces, mark) => {
      pieces.forEach((piece, index) => {
        if (piece) element.append(index % 2 ? make(mark, "", piece) : piece);
      });
      return element;
    };
    for (const row of data.rows) {
      row.text = [...row.r, ...row.h.map(pieces => pieces.join(""))].join("\\n").toLowerCase();
    }
    let found = [], page = 0;

    const system = () => get("system") ? +get("system").value : 0;
    const orders = {
      worst: (row, metric) => row.s[system()][metric] * (data.metrics[metric].up ? 1 : -1),
      best: (row, metric) => row.s[system()][metric] * (data.metrics[metric].up ? -1 : 1),
      gap: (row, metric) => -Math.abs(row.s[system()][metric] - row.s[0][metric]),
      line: row => row.l,
      length: (row, way) => way === "up" ? row.n : -row.n,
      ratio: (row, way) => {
        const ratio = row.w[system()] / Math.max(row.n, 1);
        return way === "up" ? ratio : -ratio;
      }
    };
    const find = () => {
      const words = get("search").value.toLowerCase().split(/\\s+/).filter(word => word);
      const least = +get("least").value || 0, most = +get("most").value || Infinity;
      const different = row => row.h[system()].length > 1 || row.p[system()].length > 1;
      const [order, detail] = get("order").value.split(" ");
      const keys = new Map(data.rows.map(row => [row, orders[order](row, detail)]));
      found = data.rows.filter(row =>
        row.n >= least && row.n <= most && words.every(word => row.text.includes(word)) &&
        (!get("differing").checked || different(row)));
      found.sort((a, b) => keys.get(a) - keys.get(b) || a.l - b.l);
      page = 0;
      show();
    };
    const scores = (row, index) => data.metrics
      .map((metric, place) => metric.name + " " + two(row.s[index][place])).join(" · ");
    const card = row => {
      const chosen = system(), list = make("dl"), head = make("header");
      const article = make("article", "card sentence");
      article.tabIndex = 0;
      article.setAttribute("aria-label", "line " + row.l);
      head.append(make("span", "", "line " + grouped(row.l)));
      head.append(make("span", "", grouped(row.n) + " words"));
      const line = (name, value, note) =>
        list.append(make("dt", "", name), value, make("dd", "score soft", note));
      row.r.forEach((text, index) => {
        const value = make("dd", "given"), name = row.r.length > 1 ? " " + (index + 1) : "";
        if (index === row.q[chosen]) marked(value, row.p[chosen], "del");
        else value.textContent = text;
        line("reference" + name, value, "");
      });
      row.h.forEach((pieces, index) => {
        const value = marked(make("dd"), pieces, "ins");
        if (pieces.join("") === "") value.append(make("span", "soft", "(nothing)"));
        line(data.systems[index], value, scores(row, index));
      });
      article.append(head, list);
      return article;
    };
    const show = () => {
      const pages = Math.max(1, Math.ceil(found.length / size)), start = page * size;
      get("sentences").replaceChildren(...found.slice(start, start + size).map(card));
      const part = data.rows.length < data.total
        ? " (of " + grouped(data.total) + ", those with the lowest scores)" : "";
      get("count").textContent =
        grouped(found.length) + " of " + grouped(data.rows.length) + " sentences" + part;
      get("page").textContent = "page " + grouped(page + 1) + " of " + grouped(pages);
      get("previous").disabled = page === 0;
      get("next").disabled = page >= pages - 1;
    };
    const turn = step => {
      const last = Math.max(0, Math.ceil(found.length / size) - 1);
      const wanted = Math.min(Math.max(page + step, 0), last);
      if (wanted === page) return;
      page = wanted;
      show();
      get("controls").scrollIntoView();
    };
    const step = way => {
      const cards = [...document.querySelectorAll(".sentence")];
      const place = cards.indexOf(document.activeElement);
      const next = cards[place < 0 ? 0 : place + way];
      if (next) next.focus();
    };
    get("controls").addEventListener("input", find);
    get("controls").addEventListener("submit", event => event.preventDefault());
    get("previous").addEventListener("click", () => turn(-1));
    get("next").addEventListener("click", () => turn(1));
    document.addEventListener("keydown", event => {
      const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping) {
        if (event.key === "Escape") event.target.blur();
        return;
      }
      const actions = {
        "/": () => get("search").focus(), n: () => turn(1), p: () => turn(-1),
        j: () => step(1), k: () => step(-1)
      };
      const action = actions[event.key];
      if (action) { event.preventDefault(); action(); }
    });
    find();
    """
}
