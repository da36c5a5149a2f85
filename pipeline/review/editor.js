// ---- corrections: collected in the page, taken away as a file ---------------------------------------------------------

const formula = new RegExp(`^(?:${page.formula})`);
const SHAPES = {
  number: /^-?\d+(\.\d+)?$/,
  integer: /^\d+$/,
  date: /^\d{4}-\d\d-\d\d$/,
  boolean: /^(true|false)$/,
};
let edited; // key of the row in the editor
let unsaved = false;

function edit(key) {
  edited = key;
  const table = tableOf(key);
  $('editor-quote').textContent = flat(quote(table, table.rows[key.slice(1)]));
  $('editor-column').replaceChildren(...table.edited.map(([name, title]) => make('option', { value: name }, language ? name : title)));
  const first = table.edited.find(([name]) => name === 'value' || name === 'start');
  if (first) $('editor-column').value = first[0];
  choose();
  $('editor').showModal();
  $('editor-value').focus();
}

function choose() {
  const table = tableOf(edited);
  const [name, , type, choice] = table.edited.find(([column]) => column === $('editor-column').value);
  const machine = cell(table, table.rows[edited.slice(1)], name);
  $('editor-machine').textContent = shown(machine) || say('none');
  $('editor-value').value = corrections.get(`${edited} ${name}`)?.value ?? machine;
  const offered = type === 'boolean' ? ['true', 'false'] : choice;
  $('editor-choices').replaceChildren(...offered.map((value) => make('option', { value }, word(value))));
  $('editor-wrong').textContent = '';
}

function wrong(value, machine, type, choice) {
  if (value === machine) return 'same_value';
  const parts = type === 'list' ? value.split('|') : [value];
  const fits = parts.every((part) => (SHAPES[type]?.test(part) ?? true) && (!choice.length || choice.includes(part)));
  return value === '' || fits ? '' : 'bad_value';
}

function save(event) {
  event.preventDefault();
  const table = tableOf(edited);
  const row = table.rows[edited.slice(1)];
  const [name, , type, choice] = table.edited.find(([column]) => column === $('editor-column').value);
  const machine = cell(table, row, name);
  const value = $('editor-value').value.trim();
  const trouble = wrong(value, machine, type, choice);
  $('editor-wrong').textContent = trouble && say(trouble);
  if (trouble) return;
  corrections.set(`${edited} ${name}`, {
    key: edited,
    document_id: page.document_id,
    table: table.name,
    ...cited(row[0], row[1]),
    column: name,
    machine_value: machine,
    value,
    who: $('editor-who').value.trim(),
    when: new Date().toISOString().replace(/\.\d+/, ''),
    why: $('editor-why').value.trim(),
  });
  $('editor').close();
  count();
  build(table);
  point(edited);
  document.querySelector(`[data-edit="${edited}"]`)?.focus();
}

// What names a place of the text: see pipeline/corrections.py.
function cited(at, to) {
  const most = page.corrections.context;
  const before = Array.from(source().slice(Math.max(at - 2 * most, 0), at)).slice(-most).join('');
  const after = Array.from(source().slice(to, to + 2 * most)).slice(0, most).join('');
  const words = source().slice(at, to);
  let occurrence = 0;
  for (let place = -1; place < at - before.length; occurrence += 1) {
    place = source().indexOf(before + words + after, place + 1);
    if (place < 0) break;
  }
  return { quote: words, before, after, occurrence };
}

function count() {
  unsaved = corrections.size > 0;
  $('tab-corrections').querySelector('b').textContent = corrections.size;
  if (shownTab === 'corrections') listCorrections();
}

function listCorrections() {
  const panel = $('panel-corrections');
  if (!corrections.size) return panel.replaceChildren(make('p', { class: 'note' }, say('no_corrections')));
  const rows = [...corrections].map(([id, c]) =>
    make('tr', {},
      make('td', {}, go(c.key, flat(c.quote))),
      make('td', { class: 'word' }, language ? c.column : tables.get(c.table).edited.find(([name]) => name === c.column)[1]),
      make('td', {}, make('del', {}, shown(c.machine_value) || say('none')), ' → ', make('ins', {}, shown(c.value) || say('none'))),
      make('td', {}, small(shown([c.who, c.why].filter(Boolean).join(': ')))),
      make('td', { class: 'edit' }, make('button', { type: 'button', 'data-remove': id }, say('remove')))));
  const heads = ['quote', 'column', 'value', 'why'].map((name) => make('th', {}, say(name)));
  panel.replaceChildren(
    make('p', {}, make('button', { type: 'button', class: 'main', 'data-download': true }, say('download'))),
    make('p', { class: 'note' }, say('corrections_note')),
    make('table', {}, make('thead', {}, make('tr', {}, ...heads, make('th', {}))), make('tbody', {}, ...rows)));
}

function csvCell(value) {
  const harmless = formula.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function download() {
  const names = page.corrections.columns;
  const lines = [names, ...[...corrections.values()].map((c) => names.map((name) => csvCell(c[name])))];
  const file = new Blob([`\ufeff${lines.map((line) => `${line.join(',')}\r\n`).join('')}`], { type: 'text/csv' });
  const link = make('a', { href: URL.createObjectURL(file), download: 'corrections.csv' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved = false;
}

// ---- one listener for each sort of event ----------------------------------------------------------------------------

document.addEventListener('click', (event) => {
  const hit = (selector) => event.target.closest(selector);
  const goer = hit('[data-go]');
  if (goer) {
    leave({ tab: shownTab, key: goer.dataset.go });
    toText(goer.dataset.go);
  } else if (hit('[data-edit]')) edit(hit('[data-edit]').dataset.edit);
  else if (hit('[data-remove]')) {
    corrections.delete(hit('[data-remove]').dataset.remove);
    count();
  } else if (hit('[data-download]')) download();
  else if (hit('[data-turn]')) {
    const table = tables.get(shownTab);
    table.first += Number(hit('[data-turn]').dataset.turn) * ROWS;
    build(table);
    $('panel').scrollTop = 0;
  } else if (hit('[role=tab]')) show(hit('[role=tab]').id.slice(4));
  else if (hit('[data-flip]')) flip(Number(hit('[data-flip]').dataset.flip), !isPictured(Number(hit('[data-flip]').dataset.flip)));
  else if (hit('#text [data-m]') && getSelection().isCollapsed) follow(hit('[data-m]'), event);
});

document.addEventListener('change', (event) => {
  const select = event.target.closest('[data-filter]');
  if (select) {
    filters[select.dataset.filter] = select.value;
    refilter();
  }
});

document.addEventListener('keydown', (event) => {
  if ($('editor').open || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (event.key === 'Escape' && at.id !== 'query') back();
  else if (at.id === 'query') {
    if (event.key === 'Enter') nextHit(event.shiftKey ? -1 : 1);
    return;
  } else if (event.key === 'Enter' && at.matches('#text [data-m]')) follow(at, event);
  else if ((event.key === 'Enter' || event.key === ' ') && at.matches('svg [data-go]')) at.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  else if (at.matches('[role=tab]') && ['ArrowLeft', 'ArrowRight'].includes(event.key)) {
    const names = [...$('tabs').children].filter((tab) => !tab.hidden).map((tab) => tab.id.slice(4));
    const next = names.indexOf(shownTab) + (event.key === 'ArrowRight' ? 1 : -1);
    show(names[(next + names.length) % names.length], true);
  } else if (at.matches('input, select')) return;
  else if (event.key === '/') $('query').focus();
  else if (event.key === 'v' && $('view')) flipAll();
  else if (event.key === 'n' || event.key === 'p') step(event.key === 'n' ? 1 : -1);
  else return;
  event.preventDefault();
});

let typing;
$('query').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(search, 120);
});
$('filters').addEventListener('submit', (event) => event.preventDefault());
$('show-rejected').addEventListener('change', () => {
  const on = $('show-rejected').checked;
  document.body.classList.toggle('show-rejected', on);
  $('tab-rejected').hidden = !on;
  if (!on && shownTab === 'rejected') show('checks');
});
$('back').addEventListener('click', back);
$('editor-column').addEventListener('change', choose);
$('editor-cancel').addEventListener('click', () => $('editor').close());
$('editor').querySelector('form').addEventListener('submit', save);
addEventListener('beforeunload', (event) => {
  if (unsaved) event.preventDefault();
});
addEventListener('beforeprint', () => {
  for (const table of tables.values()) if (table.rows.length || table.name === 'checks') build(table, true);
});
addEventListener('afterprint', () => show(shownTab));
document.addEventListener('spoken', () => {
  for (const button of text.querySelectorAll('.flip')) label(button, isPictured(Number(button.dataset.flip)));
  show(shownTab);
  if ($('query').value) search();
});

for (const table of tables.values()) if ($(`tab-${table.name}`)) views.set(table.name, table);
if (language) speak();
show(tables.get('checks').rows.length ? 'checks' : 'figures');

// The index leads to a value by its id, or to a measure.
function arrive() {
  const id = decodeURIComponent(location.hash.slice(1));
  for (const table of id ? views.values() : []) {
    const index = table.rows?.findIndex((row) => row.includes(id, 3) && cell(table, row, `${table.name.slice(0, -1)}_id`) === id) ?? -1;
    if (index < 0) continue;
    toRow(table.key + index);
    return toText(table.key + index);
  }
}
addEventListener('hashchange', arrive);
arrive();
