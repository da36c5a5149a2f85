'use strict';
// What the pages of reports and the index have in common. Text of a report reaches the page as text only, never as markup.
const page = JSON.parse(document.getElementById('data').textContent);
const $ = (id) => document.getElementById(id);
const bidi = new RegExp(page.bidi, 'g');
let language = location.search === '?en' ? 1 : 0;

function say(key, ...parts) {
  const words = page.words[key];
  return words ? words[language].replace(/\{(\d)\}/g, (_, n) => parts[n]) : shown(key);
}

function shown(text) {
  return String(text).replace(bidi, (c) => `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

function normal(text) {
  return text.normalize('NFKC').toLowerCase();
}

// Makes an element; children that are strings become text.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

function speak() {
  document.documentElement.lang = ['ja', 'en'][language];
  for (const e of document.querySelectorAll('[data-w]')) {
    const holder = e.closest('[data-w-parts]');
    e.textContent = say(e.dataset.w, ...(holder ? holder.dataset.wParts.split('|') : []));
  }
  for (const e of document.querySelectorAll('[data-w-label]')) e.setAttribute('aria-label', say(e.dataset.wLabel));
  for (const e of document.querySelectorAll('[data-w-placeholder]')) e.placeholder = say(e.dataset.wPlaceholder);
  for (const e of document.querySelectorAll('a[data-page]')) e.search = language ? '?en' : '';
}

$('language').addEventListener('click', () => {
  language = 1 - language;
  speak();
  document.dispatchEvent(new Event('spoken'));
});
