// ---- pages as pictures, each in place of its text; the marks are boxes over it -----------------------------------------

const SVG = 'http://www.w3.org/2000/svg';
const AROUND = 1.2; // points between a value and its box
const sheets = new Map([...text.querySelectorAll('.sheet')].map((sheet) => [Number(sheet.dataset.page), sheet]));
const frames = new Map(); // page → where its picture stands, once somebody wanted it
let pictures; // the pictures of the pages, in base64
let places; // key → boxes, each with its page
let marked; // page → [key, box], in order of the text
let printing = false;

const isPictured = (number) => sheets.get(number)?.classList.contains('pictured') ?? false;
const placesOf = (key) => (page.sizes.length ? (places ??= JSON.parse($('places').textContent))[key] : undefined);

function marksOf(number) {
  if (!marked) {
    marked = new Map();
    placesOf('');
    const start = (key) => tableOf(key).rows[key.slice(1)][0];
    const keys = Object.keys(places).sort((a, b) => start(a) - start(b));
    for (const key of keys) for (const [at, ...box] of places[key]) marked.set(at, [...(marked.get(at) ?? []), [key, box]]);
  }
  return marked.get(number) ?? [];
}

// Pictures are made when they come near the screen, one in a frame of the animation, and let go when they are far.
const near = new Set(); // pages whose pictures are still to be made
const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const number = Number(target.parentElement.dataset.page);
    if (!isIntersecting) {
      near.delete(number);
      if (!printing && !target.contains(document.activeElement)) target.replaceChildren();
    } else if (near.add(number).size === 1) requestAnimationFrame(fillNext);
  }
}, { root: text, rootMargin: '150% 0px' });

function fillNext() {
  const here = inSight();
  const [number] = [...near].sort((a, b) => Math.abs(a - here) - Math.abs(b - here));
  if (number === undefined) return;
  near.delete(number);
  fill(number);
  if (near.size) requestAnimationFrame(fillNext);
}

function fill(number) {
  const frame = frames.get(number);
  if (frame.firstChild) return frame;
  const [width, height] = page.sizes[number - 1];
  pictures ??= $('pictures').textContent.trim().split('\n');
  const picture = make('img', { alt: say('picture_of', number), decoding: 'async', src: `data:image/png;base64,${pictures[number - 1]}` });
  const over = document.createElementNS(SVG, 'svg');
  over.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const area = ([x0, top, x1, bottom]) => (x1 - x0) * (bottom - top);
  const boxes = [...marksOf(number)].sort((a, b) => area(b[1]) - area(a[1])); // the smallest lie on top: they are what a click means
  over.append(...boxes.map(([key, box]) => boxOf(key, box)));
  frame.append(picture, over);
  return frame;
}

function boxOf(key, [x0, top, x1, bottom]) {
  const rect = document.createElementNS(SVG, 'rect');
  const table = tableOf(key);
  const lengths = { x: x0 - AROUND, y: top - AROUND, width: x1 - x0 + 2 * AROUND, height: bottom - top + 2 * AROUND, rx: 1.5 };
  for (const [name, value] of Object.entries(lengths)) rect.setAttribute(name, value.toFixed(1));
  rect.setAttribute('class', `${table.style}${key === current ? ' now' : ''}`);
  rect.setAttribute('role', 'button');
  rect.setAttribute('aria-label', `${say(table.name)} ${flat(quote(table, table.rows[key.slice(1)])).slice(0, 60)}`);
  rect.dataset.m = key;
  rect.tabIndex = -1;
  return rect;
}

function flip(number, on) {
  const sheet = sheets.get(number);
  if (on && !pictureOf(number)) return;
  sheet.classList.toggle('pictured', on);
  if (on && !frames.has(number)) {
    const frame = make('div', { class: 'picture' });
    const [width, height] = page.sizes[number - 1];
    frame.style.aspectRatio = `${width} / ${height}`;
    frame.style.setProperty('--ratio', width / height);
    frame.classList.toggle('wide', width > height);
    frames.set(number, frame);
    sheet.append(frame);
    watch.observe(frame);
  }
  label(sheet.querySelector('.flip'), on);
}

const pictureOf = (number) => (pictures ??= $('pictures').textContent.trim().split('\n'))[number - 1];

function label(button, on) {
  if (button) button.setAttribute('aria-label', say(on ? 'this_as_text' : 'this_as_picture'));
}

function inSight() {
  const top = text.getBoundingClientRect().top + 8;
  return [...sheets].find(([, sheet]) => sheet.getBoundingClientRect().bottom > top)?.[0] ?? 1;
}

function flipAll() {
  const on = $('view').getAttribute('aria-pressed') !== 'true';
  const [here, focused] = [inSight(), document.activeElement];
  for (const number of sheets.keys()) flip(number, on);
  $('view').setAttribute('aria-pressed', on);
  $('view').firstElementChild.dataset.w = on ? 'as_text' : 'as_pictures';
  speak();
  sheets.get(here).scrollIntoView({ block: 'start' });
  if (current && focused !== $('view')) elementAt(current)?.scrollIntoView({ block: 'center' });
}

// Where a value is to be seen now: its box, if its page is a picture and tells where; else its first mark in the text.
function elementAt(key) {
  const [first] = placesOf(key) ?? [];
  if (first && isPictured(first[0])) return fill(first[0]).querySelector(`[data-m="${key}"]`);
  const [mark] = pieces(key);
  const sheet = mark?.closest('.sheet');
  if (sheet?.classList.contains('pictured')) flip(Number(sheet.dataset.page), false);
  return mark;
}

// The values that a click or a key on an element means, the narrowest first.
function keysAt(element, event) {
  if (element.localName === 'mark') return element.dataset.m.split(' ');
  const under = event.clientX ? document.elementsFromPoint(event.clientX, event.clientY) : [element];
  return [...new Set(under.filter((e) => e.localName === 'rect' && e.dataset.m).map((e) => e.dataset.m))];
}

// All that `n` and `p` stop at: marks of the text, and keys where a page is a picture.
function stops() {
  const hidden = (key) => key[0] === 'r' && !$('show-rejected').checked;
  return [...sheets].flatMap(([number, sheet]) =>
    isPictured(number)
      ? [...new Set(marksOf(number).map(([key]) => key))].filter((key) => !hidden(key))
      : [...sheet.querySelectorAll($('show-rejected').checked ? 'mark' : 'mark:not([class="rejected"])')],
  );
}

if (page.sizes.length) {
  for (const [number, sheet] of sheets) {
    const button = make('button', { type: 'button', class: 'flip', 'data-flip': number });
    label(button, false);
    sheet.prepend(button);
  }
  $('view').addEventListener('click', flipAll);
}
addEventListener('beforeprint', () => {
  printing = true;
  for (const number of frames.keys()) if (isPictured(number)) fill(number);
});
addEventListener('afterprint', () => {
  printing = false;
});
