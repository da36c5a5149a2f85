const table = $('reports');
if (table) {
  const [failed, body] = table.tBodies; // what was not read stays first
  const sought = new Map([...failed.rows, ...body.rows].map((row) => [row, normal(row.textContent)]));
  $('query').addEventListener('input', () => {
    const words = normal($('query').value).split(/\s+/);
    for (const [row, text] of sought) row.hidden = !words.every((word) => text.includes(word));
  });
  $('filters').addEventListener('submit', (event) => event.preventDefault());
  table.tHead.addEventListener('click', (event) => {
    const head = event.target.closest('th');
    if (!head) return;
    const down = head.getAttribute('aria-sort') === 'ascending';
    for (const other of head.parentNode.cells) other.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const key = (row) => row.cells[head.cellIndex].dataset.sort ?? row.cells[head.cellIndex].textContent.trim();
    const order = new Intl.Collator('ja', { numeric: true });
    body.append(...[...body.rows].sort((a, b) => order.compare(key(a), key(b)) * (down ? -1 : 1)));
  });
}
// Paper cannot be opened: all of it is printed.
let shut = [];
addEventListener('beforeprint', () => {
  shut = [...document.querySelectorAll('details:not([open])')];
  for (const details of shut) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of shut) details.open = false;
});
speak();
