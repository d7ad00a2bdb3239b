import HTMLPages

/// What finds, orders and lays out the sentences.
enum SentenceScript {
  static let source: HTML = """
    const data = JSON.parse(document.getElementById("data").textContent);
    const size = 50, get = id => document.getElementById(id);
    const one = score => score === "" ? "none" : score.toFixed(1);
    const grouped = n => n.toLocaleString("en");
    const make = (name, className, text) => {
      const element = document.createElement(name);
      if (className) element.className = className;
      if (text !== undefined) element.textContent = text;
      return element;
    };
    const marked = (element, pieces, mark) => {
      element.dir = "auto";
      pieces.forEach((piece, index) => {
        if (piece) element.append(index % 2 ? make(mark, "", piece) : piece);
      });
      if (!element.hasChildNodes()) element.append(make("span", "soft", "(nothing)"));
      return element;
    };
    for (const row of data.rows) {
      row.text = [...row.r, ...row.h.map(pieces => pieces.join(""))].join("\\n").toLowerCase();
    }
    let found = [], page = 0;

    const system = () => get("system") ? +get("system").value : 0;
    const quality = (row, metric, index) =>
      row.s[index][metric] * (data.metrics[metric].up ? 1 : -1);
    const orders = {
      worst: (row, metric) => quality(row, metric, system()),
      best: (row, metric) => -quality(row, metric, system()),
      gain: (row, metric) => quality(row, metric, 0) - quality(row, metric, system()),
      loss: (row, metric) => quality(row, metric, system()) - quality(row, metric, 0),
      line: row => row.l,
      length: (row, way) => way === "up" ? row.n : -row.n,
      ratio: (row, way) => {
        const ratio = row.w[system()] / Math.max(row.n, 1);
        return way === "up" ? ratio : -ratio;
      }
    };
    const find = () => {
      const words = get("search").value.toLowerCase().split(/\\s+/).filter(word => word);
      const least = +get("least").value, most = +(get("most").value || Infinity);
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
      .map((metric, place) => metric.name + " " + one(row.s[index][place])).join(" · ");
    const card = row => {
      const chosen = system(), list = make("dl"), head = make("header");
      const article = make("article", "card sentence");
      // The keys go from one to the next; Tab passes on to the pages.
      article.tabIndex = -1;
      article.setAttribute("aria-label", "line " + row.l);
      head.append(make("span", "", "line " + grouped(row.l)));
      head.append(make("span", "", grouped(row.n) + (row.n === 1 ? " word" : " words")));
      const line = (name, value, note) =>
        list.append(make("dt", "", name), value, make("dd", "score soft", note));
      row.r.forEach((text, index) => {
        const pieces = index === row.q[chosen] ? row.p[chosen] : [text];
        const name = "reference" + (row.r.length > 1 ? " " + (index + 1) : "");
        line(name, marked(make("dd", "given"), pieces, "del"), "");
      });
      row.h.forEach((pieces, index) =>
        line(data.systems[index], marked(make("dd"), pieces, "ins"), scores(row, index)));
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
      const wasInside = get("sentences").contains(document.activeElement);
      page = wanted;
      show();
      get("controls").scrollIntoView();
      if (wasInside) get("sentences").firstChild.focus({ preventScroll: true });
    };
    const step = way => {
      const cards = [...get("sentences").children];
      const place = cards.indexOf(document.activeElement);
      const next = cards[place < 0 ? 0 : place + way];
      if (next) next.focus();
    };
    get("controls").addEventListener("input", find);
    get("controls").addEventListener("submit", event => event.preventDefault());
    get("previous").addEventListener("click", () => turn(-1));
    get("next").addEventListener("click", () => turn(1));
    document.addEventListener("keydown", event => {
      const isTyping = event.target.matches("input:not([type=checkbox]), select");
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping) {
        if (event.key !== "Escape") return;
        // What was sought stays.
        event.preventDefault();
        event.target.blur();
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
