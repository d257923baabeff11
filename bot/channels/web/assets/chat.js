"use strict";
// The borrower's page. Every text is drawn with textContent: what people write is never read as HTML.
(() => {
  const strings = JSON.parse(document.body.dataset.strings);
  const base = location.pathname.replace(/\/+$/, "");
  const log = document.getElementById("log");
  const notice = document.getElementById("notice");
  const form = document.getElementById("form");
  const field = document.getElementById("text");

  const shown = new Map(); // id → message, as the server told it
  const bubbles = new Map(); // id → element
  const toldRead = new Set();
  const stored = load();
  let cursor;
  let expired = false;
  let failures = 0;

  // --- what is written here and not yet there -----------------------------------------------------------------

  /** `outbox`: {id, text, at, state: "sending" | "sent" | "refused"}; kept on this phone until the server shows it. */
  function load() {
    try {
      const found = JSON.parse(localStorage.getItem(storageKey()) || "{}");
      return { draft: String(found.draft || ""), outbox: (found.outbox || []).slice(-50) };
    } catch {
      return { draft: "", outbox: [] };
    }
  }

  function save() {
    try {
      localStorage.setItem(storageKey(), JSON.stringify(stored));
    } catch {
      // A private window may refuse: the page still works, it only forgets on reload.
    }
  }

  function storageKey() {
    return "chat:" + document.body.dataset.contact;
  }

  /** Made once for each text, so that sending it again is harmless. */
  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function write(text) {
    if (text.trim() === "" || expired) return;
    stored.outbox.push({ id: newId(), text, at: performance.timeOrigin + performance.now(), state: "sending" });
    save();
    draw(true);
    work();
  }

  // --- talking to the server, one thing at a time -------------------------------------------------------------

  let working = false;
  let again = false;
  let retry;

  async function work() {
    if (expired) return;
    again = true;
    if (working) return;
    working = true;
    clearTimeout(retry);
    try {
      while (again && !expired) {
        again = false;
        await sendOutbox();
        await read();
        await tellRead();
      }
      failures = 0;
      tell("");
    } catch {
      failures += 1;
      tell(strings.offline);
      retry = setTimeout(work, Math.min(30000, 1000 * 2 ** failures));
    } finally {
      working = false;
      draw(false);
    }
  }

  async function call(path, body) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 20000);
    try {
      const options = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const answer = await fetch(base + path, { ...options, signal: abort.signal, cache: "no-store" });
      if (answer.status === 404) {
        expired = true;
        events?.close();
        for (const element of form.elements) element.disabled = true;
        document.getElementById("person").disabled = true;
      }
      return { status: answer.status, json: answer.status === 200 ? await answer.json() : undefined };
    } finally {
      clearTimeout(timer);
    }
  }

  async function sendOutbox() {
    for (const own of stored.outbox.filter((o) => o.state === "sending")) {
      const { status } = await call("/messages", { id: own.id, text: own.text });
      if (expired) return;
      if (status >= 200 && status < 300) own.state = "sent";
      else if (status === 400 || status === 413) own.state = "refused";
      else throw new Error("not taken");
      save();
      draw(false);
    }
  }

  async function read() {
    const { status, json } = await call("/messages" + (cursor === undefined ? "" : "?after=" + encodeURIComponent(cursor)));
    if (expired) return;
    if (status !== 200) throw new Error("not read");
    for (const message of json.messages) {
      if (message.from === "borrower" && !shown.has(message.id)) arrived(message);
      shown.set(message.id, message);
    }
    cursor = json.cursor;
    draw(false);
  }

  /** The server shows it now: our own copy goes (by id; or by its words, where it came back under another id). */
  function arrived({ id, text }) {
    const byId = stored.outbox.findIndex((o) => o.id === id);
    const at = byId >= 0 ? byId : stored.outbox.findIndex((o) => o.state === "sent" && o.text.trim() === text.trim());
    if (at < 0) return;
    stored.outbox.splice(at, 1);
    save();
  }

  async function tellRead() {
    if (document.visibilityState !== "visible") return;
    const ids = [...shown.values()]
      .filter((m) => m.from === "us" && m.state !== "read" && !toldRead.has(m.id))
      .map((m) => m.id)
      .slice(-200);
    if (ids.length === 0) return;
    ids.forEach((id) => toldRead.add(id));
    await call("/read", { ids });
  }

  // --- hearing that something changed ---------------------------------------------------------------------------

  let events;
  let heardAt = performance.now();

  function listen() {
    events?.close();
    heardAt = performance.now();
    if (expired || !window.EventSource) return;
    events = new EventSource(base + "/events");
    for (const name of ["hello", "heartbeat"]) events.addEventListener(name, () => (heardAt = performance.now()));
    events.addEventListener("change", () => {
      heardAt = performance.now();
      work();
    });
  }

  // A dead mobile connection says nothing: three heartbeats missed, and we listen anew. Also the way without events.
  setInterval(() => {
    if (performance.now() - heardAt < 45000 && events?.readyState !== 2) return;
    listen();
    work();
  }, 15000);

  addEventListener("online", () => (listen(), work()));
  addEventListener("offline", () => tell(strings.offline));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && work());

  // --- drawing ----------------------------------------------------------------------------------------------------

  const time = new Intl.DateTimeFormat(strings.language, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  function tell(text) {
    const say = expired ? strings.expired : text;
    if (notice.textContent !== say) notice.textContent = say;
    notice.hidden = say === "";
  }

  function draw(own) {
    const atEnd = own || log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const all = [...shown.values()].sort((a, b) => a.at - b.at);
    for (const o of stored.outbox) if (!shown.has(o.id)) all.push({ id: o.id, from: "borrower", text: o.text, at: o.at, state: o.state });
    all.forEach((message, i) => {
      const bubble = bubbleOf(message);
      if (log.children[i] !== bubble) log.insertBefore(bubble, log.children[i] || null);
    });
    while (log.children.length > all.length) log.lastChild.remove();
    if (all.length === 0 && cursor !== undefined) log.append(element("p", "empty", strings.empty));
    if (atEnd) log.scrollTop = log.scrollHeight;
    if (expired) tell("");
  }

  function bubbleOf({ id, from, text, at, state }) {
    let bubble = bubbles.get(id);
    if (!bubble) {
      bubble = element("div", "bubble " + from, "");
      bubble.append(element("p", "said", ""), element("small", "", ""));
      bubbles.set(id, bubble);
    }
    put(bubble.firstChild, text);
    put(bubble.lastChild, time.format(at) + (from === "borrower" ? " · " + stateText(state) : ""));
    bubble.dataset.state = state;
    return bubble;
  }

  function stateText(state) {
    if (state === "sending") return failures > 0 || !navigator.onLine ? strings.waiting : strings.sending;
    return state === "refused" ? strings.refused : strings.sent;
  }

  function put(where, text) {
    if (where.textContent !== text) where.textContent = text;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  // --- writing ----------------------------------------------------------------------------------------------------

  function grow() {
    field.style.height = "auto";
    field.style.height = Math.min(field.scrollHeight + 2, 140) + "px";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value;
    field.value = stored.draft = "";
    grow();
    write(text);
    field.focus();
  });
  field.addEventListener("input", () => {
    stored.draft = field.value;
    save();
    grow();
  });
  field.addEventListener("keydown", (event) => {
    // Enter also ends a word in Chinese input methods: then it is not ours.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (form.requestSubmit) form.requestSubmit();
    else document.getElementById("send").click();
  });
  document.getElementById("person").addEventListener("click", () => write(strings.personText));

  // --- a photo or a file ------------------------------------------------------------------------------------------

  const attach = document.getElementById("attach");
  const picker = document.getElementById("file");
  attach.addEventListener("click", () => picker.click());
  picker.addEventListener("change", async () => {
    const [file] = picker.files;
    picker.value = "";
    if (!file || expired) return;
    attach.disabled = true;
    tell(strings.fileSending);
    const said = await sendFile(file).catch(() => strings.fileNotSent);
    attach.disabled = expired;
    await work();
    if (said !== "") tell(said);
  });

  /** What to say about it; nothing where it arrived. Tried three times under one id, so that it arrives once. */
  async function sendFile(file) {
    const body = await smaller(file);
    const headers = { "content-type": "application/octet-stream", "x-file-id": newId(), "x-file-name": encodeURIComponent(file.name).slice(0, 600) };
    for (let tried = 1; ; tried += 1) {
      const answer = await fetch(base + "/files", { method: "POST", headers, body, cache: "no-store" }).catch(() => undefined);
      if (answer?.status === 202) return "";
      if (answer?.status === 413) return strings.fileRefused.too_large;
      if (answer?.status === 422) return strings.fileRefused[(await answer.json()).refused] || strings.fileNotSent;
      if (answer?.status === 404) return strings.expired;
      if (tried === 3) return strings.fileNotSent;
      await new Promise((done) => setTimeout(done, 1500 * tried));
    }
  }

  /** A large photo is made smaller here, so that it also leaves over a slow network; whatever fails, it goes as it is. */
  async function smaller(file) {
    if (!file.type.startsWith("image/") || file.size < 1500000 || !window.createImageBitmap) return file;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, 2400 / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return made && made.size < file.size ? made : file;
    } catch {
      return file;
    }
  }

  field.value = stored.draft;
  grow();
  draw(true);
  listen();
  work();
})();
