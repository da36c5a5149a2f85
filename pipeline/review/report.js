const ROWS = 100; // on one page of a table
const MOST_HITS = 2000;
const LINE = 200; // characters around a value that the search looks at
const text = $('text');
const tables = new Map();
const views = new Map([['charts', {}], ['corrections', {}]]);
const corrections = new Map();
const came = []; // where the jumps came from: keys of rows, or pieces of the text
const filters = {};
let raw; // the text itself, once something needs it
let current; // key of the value that is looked at
let shownTab;

for (const table of page.tables) {
  const at = Object.fromEntries(table.columns.map((name, n) => [name, n]));
  const of = (name) => (row) => (at[name] === undefined ? '' : row[at[name]]);
  tables.set(table.name, { ...table, has: (name) => at[name] !== undefined, of, first: 0, list: null });
}
const tableOf = (key) => [...tables.values()].find((table) => table.key === key[0]);
const cell = (table, row, name) => table.of(name)(row);
const source = () => (raw ??= text.textContent);
const quote = (table, row) => (row[0] < 0 ? '' : source().slice(row[0], row[1]));
const flat = (words) => shown(words.replace(/\s*\n\s*/g, ' '));
const pieces = (key) => text.querySelectorAll(`[data-m~="${key}"]`);

// ---- how a row is shown ---------------------------------------------------------------------------------------------

const tag = (words, style) => words && make('span', { class: `tag ${style ?? 'plain'}` }, words);
const grouped = (number) => number.replace(/^(-?\d+)/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));

function amount(get) {
  const value = [get('value'), get('value_max')].filter(Boolean).map(grouped).join('～');
  return (get('per') ? `${say(get('per'))} ` : '') + value + (get('kind') === 'ratio' ? '' : shown(get('unit_norm'))); // 3割 is 0.3, and that is no longer in 割
}

// What the report writes, where it says more than the value does.
function asWritten(cited, value) {
  const bare = (words) => normal(words).replace(/[\s,]/g, '');
  return bare(cited) === bare(value) ? '' : flat(cited);
}

function span(get) {
  const days = [...new Set([get('start'), get('end')])].filter(Boolean).join('～');
  return days || (get('recurrence') && say('recurring')) || '';
}

function where(get) {
  const no = get('measure_no');
  return [no && say('measure_short', no), page.pages > 1 && get('page') && say('page_short', get('page'))].filter(Boolean).join(' ・ ');
}

const go = (key, words) => make('button', { type: 'button', class: 'go', 'data-go': key }, words || '—');
const small = (words) => words && make('small', {}, words);
const word = (value) => value && say(value);

// Each returns [head, class, content] for the columns of a table.
const columns = {
  checks: (get, key, cited) => [
    ['severity', 'word', tag(word(get('severity')), get('severity'))],
    ['message', '', shown(get(language ? 'message_en' : 'message_ja'))],
    ['place', 'place', cited ? go(key, flat(cited).slice(0, 40)) : '', small(where(get))],
  ],
  figures: (get, key, cited) => [
    ['label', get('part_of') && 'part', shown(get('label')) || small(say('unnamed'))],
    ['amount', 'value', go(key, amount(get)), small(asWritten(cited, amount(get)))],
    ['status', 'tags', ...[word(get('kind')), ...get('qualifiers').split('|')].filter(Boolean).map((w) => tag(shown(w))), tag(word(get('status')), get('status'))],
    ['as_of', 'day', get('as_of')],
  ],
  dates: (get, key, cited) => [
    ['quote', '', go(key, flat(cited))],
    ['when_held', 'day', span(get)],
    ['role', 'tags', tag(word(get('role'))), tag(word(get('status')), get('status')), get('approximate') === 'true' && tag(say('approximate')), get('year_inferred') === 'true' && tag(say('inferred'))],
  ],
  events: (get, key, cited) => [
    ['when_held', 'day', go(key, span(get) || flat(cited))],
    ['title', '', get('ordinal') && `${say('ordinal', get('ordinal'))} `, shown(get('title') || get('series'))],
    ['venue', '', shown([get('region'), get('venue')].filter(Boolean).join(' '))],
    ['attendance', 'value', grouped(get('participants'))],
    ['status', 'tags', tag(word(get('status')), get('status'))],
  ],
  measures: (get, key) => [
    ['measures', 'value', get('measure_no')],
    ['title', '', go(key, shown(get('title'))), ...get('marks').split('|').filter(Boolean).map((mark) => tag(shown(mark)))],
    ['departments', '', shown(get('departments').replaceAll('|', '、'))],
  ],
  unclaimed: (get, key, cited) => [
    ['quote', 'value', go(key, flat(cited))],
    ['text', '', small(around(key))],
    ['place', 'word', small(where(get))],
  ],
  indicators: (get, key) => [
    ['name', '', go(key, shown(get('name'))), small(shown(get('unit')))],
    ...['baseline', 'actual', 'target'].map((c) => [c, 'value', grouped(get(c)), small(shown(get(`${c}_period`)))]),
  ],
  rejected: (get, key, cited) => [
    ['quote', '', go(key, flat(cited))],
    ['extractor', '', get('extractor')],
    ['lost_to', '', flat(get('lost_to'))],
  ],
};

function around(key) {
  const table = tableOf(key);
  const row = table.rows[key.slice(1)];
  if (row[0] < 0) return '';
  const start = Math.max(source().lastIndexOf('\n', row[0] - 1) + 1, row[0] - LINE);
  const stop = source().indexOf('\n', row[1]);
  return shown(source().slice(start, Math.min(stop < 0 ? Infinity : stop, row[1] + LINE)));
}

// What a person corrected, and what the program had read.
function mended(table, get) {
  const titles = new Map(table.edited.map(([name, title]) => [name, language ? name : title]));
  const plain = (value) => shown([value].flat().join('|')) || say('none');
  return Object.entries(JSON.parse(get('machine_values') || '{}')).map(([name, value]) => say('mended', titles.get(name) ?? name, plain(value)));
}

function rowOf(table, index) {
  const row = table.rows[index];
  const key = table.key + index;
  const get = (name) => cell(table, row, name);
  const cells = columns[table.name](get, key, quote(table, row));
  const element = make('tr', { 'data-key': key, class: key === current ? 'now' : undefined });
  for (const [, style, ...content] of cells) element.append(make('td', { class: style || undefined }, ...content.filter(Boolean)));
  if (table.edited.length) {
    const own = [...corrections.values()].filter((c) => c.key === key);
    const told = mended(table, get).map((words) => make('small', { class: 'mended' }, words));
    element.append(make('td', { class: 'edit' }, ...told, make('button', { type: 'button', 'data-edit': key }, say('edit')), ...own.map((c) => make('ins', {}, shown(c.value) || say('none')))));
  }
  return element;
}

// ---- tables, filters, search ----------------------------------------------------------------------------------------

const CHOICES = ['direction', 'severity', 'status', 'kind', 'qualifiers'];

function listed(table) {
  if (table.list) return table.list;
  const words = normal($('query').value).split(/\s+/).filter(Boolean);
  const wanted = CHOICES.filter((name) => filters[name] && table.has(name));
  table.list = [];
  table.rows.forEach((row, index) => {
    if (!wanted.every((name) => String(cell(table, row, name)).split('|').includes(filters[name]))) return;
    if (words.length) {
      row.sought ??= normal([around(table.key + index), ...row.slice(3)].join(' '));
      if (!words.every((word) => row.sought.includes(word))) return;
    }
    table.list.push(index);
  });
  return table.list;
}

function build(table, whole) {
  const panel = $(`panel-${table.name}`);
  const list = listed(table);
  const some = whole ? list : list.slice(table.first, table.first + ROWS);
  panel.replaceChildren(...(whole ? [make('h2', {}, say(table.name))] : []));
  if (!some.length) return panel.append(make('p', { class: 'note' }, say('nothing')));
  const body = make('tbody', {});
  let measure;
  for (const index of some) {
    const no = table.name === 'checks' || !table.has('measure_id') ? measure : cell(table, table.rows[index], 'measure_id');
    if (no !== measure && table.name !== 'measures') body.append(groupOf(no));
    measure = no;
    body.append(rowOf(table, index));
  }
  const sample = columns[table.name](() => '', table.key + some[0], '');
  const head = make('tr', {}, ...sample.map(([name, style]) => make('th', { class: style === 'value' ? style : undefined }, say(name))));
  if (table.edited.length) head.append(make('th', {}));
  panel.append(make('table', {}, make('thead', {}, head), body));
  if (!whole && list.length > ROWS) {
    panel.append(
      make('p', { class: 'pager' },
        make('button', { type: 'button', 'data-turn': -1, disabled: table.first === 0 }, say('earlier')),
        say('rows', table.first + 1, table.first + some.length, list.length),
        make('button', { type: 'button', 'data-turn': 1, disabled: table.first + ROWS >= list.length }, say('later'))),
    );
  }
}

function groupOf(id) {
  const measures = tables.get('measures');
  const index = measures.rows.findIndex((row) => cell(measures, row, 'measure_id') === id);
  const words = index < 0 ? say('outside') : `${cell(measures, measures.rows[index], 'measure_no')} ${shown(cell(measures, measures.rows[index], 'title'))}`;
  return make('tr', { class: 'group' }, make('th', { colspan: 9, scope: 'rowgroup' }, index < 0 ? words : go(`m${index}`, words)));
}

function show(name, focus) {
  shownTab = name;
  for (const other of views.keys()) {
    const on = other === name;
    $(`tab-${other}`).setAttribute('aria-selected', on);
    $(`tab-${other}`).tabIndex = on ? 0 : -1;
    $(`panel-${other}`).hidden = !on;
  }
  if (focus) $(`tab-${name}`).focus();
  $('choices').replaceChildren(...choices(tables.get(name)));
  if (tables.has(name)) build(tables.get(name));
  if (name === 'corrections') listCorrections();
}

function choices(table) {
  return CHOICES.filter((name) => table?.has(name)).flatMap((name) => {
    const cells = [...new Set(table.rows.map(table.of(name)))];
    const values = [...new Set(cells.flatMap((value) => String(value).split('|')))].filter((v) => v !== '');
    if (values.length < 2 && !filters[name]) return [];
    const label = (value) => (name === 'direction' ? `${Number(value) + 1} ${shown(page.directions[value])}` : word(value));
    const order = name === 'direction' ? values.sort((a, b) => a - b) : values;
    const options = order.map((v) => make('option', { value: v, selected: filters[name] === v }, label(v)));
    return [make('select', { 'data-filter': name, 'aria-label': say(name) }, make('option', { value: '' }, `${say(name)}: ${say('all')}`), ...options)];
  });
}

function refilter() {
  for (const table of tables.values()) Object.assign(table, { list: null, first: 0 });
  if (tables.has(shownTab)) build(tables.get(shownTab));
}

let nodes; // text nodes of the text, each with its offset
let hits = [];
let hit = -1;

function rangeAt(start, end) {
  if (!nodes) {
    nodes = [];
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let at = 0; walker.nextNode(); at += walker.currentNode.length) nodes.push([at, walker.currentNode]);
  }
  const holding = (offset) => {
    let [low, high] = [0, nodes.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (nodes[middle][0] <= offset) low = middle;
      else high = middle - 1;
    }
    return nodes[low];
  };
  const range = new Range();
  const [first, last] = [holding(start), holding(end - 1)];
  range.setStart(first[1], start - first[0]);
  range.setEnd(last[1], end - last[0]);
  return range;
}

function search() {
  const sought = $('query').value.trim().toLowerCase();
  const lower = source().toLowerCase();
  const whole = lower.length === source().length ? lower : source(); // a few letters change their length
  hits = [];
  hit = -1;
  for (let at = sought ? whole.indexOf(sought) : -1; at >= 0 && hits.length < MOST_HITS; at = whole.indexOf(sought, at + sought.length)) hits.push(at);
  $('hits').textContent = sought ? say('hits', hits.length === MOST_HITS ? `${MOST_HITS}+` : hits.length) : '';
  if (window.Highlight) CSS.highlights.set('hit', new Highlight(...hits.map((at) => rangeAt(at, at + sought.length))));
  refilter();
}

function nextHit(step) {
  if (!hits.length) return;
  hit = (hit + step + hits.length) % hits.length;
  const range = rangeAt(hits[hit], hits[hit] + $('query').value.trim().length);
  if (window.Highlight) CSS.highlights.set('hit-now', new Highlight(range));
  const sheet = range.startContainer.parentElement.closest('.sheet');
  if (sheet.classList.contains('pictured')) flip(Number(sheet.dataset.page), false); // what is sought is marked in the text
  range.startContainer.parentElement.scrollIntoView({ block: 'center' });
}

// ---- between text and tables ----------------------------------------------------------------------------------------

function point(key) {
  for (const old of document.querySelectorAll('.now')) old.classList.remove('now');
  current = key;
  for (const piece of pieces(key)) piece.classList.add('now');
  document.querySelector(`tr[data-key="${key}"]`)?.classList.add('now');
}

function toText(key) {
  const first = elementAt(key);
  if (!first) return;
  point(key);
  focusOn(first);
}

function focusOn(element) {
  if (!element.matches('button, [tabindex]')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'center' });
}

function toRow(key) {
  const table = tableOf(key);
  if (table.name === 'rejected' && !$('show-rejected').checked) $('show-rejected').click();
  if (!listed(table).includes(Number(key.slice(1)))) clearFilters();
  table.first = Math.floor(listed(table).indexOf(Number(key.slice(1))) / ROWS) * ROWS;
  current = key;
  show(table.name);
  point(key);
  focusOn(document.querySelector(`tr[data-key="${key}"] .go`) ?? $(`tab-${table.name}`));
}

function clearFilters() {
  for (const name of CHOICES) delete filters[name];
  $('query').value = '';
  search();
}

function leave(from) {
  came.push(from);
  $('back').disabled = false;
}

function back() {
  const from = came.pop();
  $('back').disabled = !came.length;
  if (from instanceof Element) {
    if (from.localName === 'mark') elementAt(from.dataset.m.split(' ')[0]); // turns its page to the text again
    focusOn(from);
  } else if (from?.place) {
    toText(from.place);
  } else if (from) {
    show(from.tab);
    const button = $(`panel-${from.tab}`).querySelector(`[data-go="${from.key}"]`);
    if (button) focusOn(button);
    else toRow(from.key);
  }
}

function follow(mark, event) {
  const hidden = $('show-rejected').checked ? '' : 'r';
  const keys = keysAt(mark, event).filter((key) => key[0] !== hidden);
  if (!keys.length) return;
  leave(mark.localName === 'mark' ? mark : { place: keys[0] });
  toRow(keys[(keys.indexOf(current) + 1) % keys.length]);
}

function step(by) {
  const all = stops();
  const here = all.indexOf(document.activeElement.localName === 'rect' ? document.activeElement.dataset.m : document.activeElement);
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : (here + by + all.length) % all.length];
  if (next) focusOn(next instanceof Element ? next : elementAt(next));
}
