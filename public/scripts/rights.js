// The matrix of rights: whole rows and columns at once, arrows, and what a change does while one ticks. The page works without it.
(() => {
  'use strict';
  const form = document.querySelector('[data-rights]');
  if (!form || form.querySelector('fieldset[disabled]')) return;
  const boxes = (selector) => [...form.querySelectorAll(`input[type="checkbox"]${selector}`)];
  const cells = boxes('[name="cell"]');
  const everywhere = boxes('[name="all"]');
  const places = boxes('[name="place"]');
  const fileOf = (cell) => cell.value.split('.')[0];
  const placeOf = (cell) => cell.value.split('.')[1];
  const of = { all: (box) => cells.filter((cell) => fileOf(cell) === box.value) };
  of.place = (box) => cells.filter((cell) => placeOf(cell) === box.value);
  // The first column is a right of its own; the first row only ticks for one.
  for (const box of places) box.removeAttribute('name');

  function reflect() {
    for (const box of everywhere) {
      const ticked = of.all(box).filter((cell) => cell.checked).length;
      box.indeterminate = !box.checked && ticked > 0;
    }
    for (const box of places) {
      const theirs = of.place(box);
      const ticked = theirs.filter((cell) => cell.checked).length;
      box.checked = theirs.length > 0 && ticked === theirs.length;
      box.indeterminate = ticked > 0 && ticked < theirs.length;
    }
    for (const box of [...cells, ...everywhere]) {
      const changed = box.checked !== (box.dataset.saved === '1');
      box.closest('td').classList.toggle('changed', changed);
      box.nextElementSibling.textContent = changed ? (box.checked ? 'ajouté' : 'retiré') : '';
    }
    const all = form.querySelector('[data-all-access]');
    if (all) all.hidden = !form.elements.administrator?.checked;
  }

  form.addEventListener('change', ({ target }) => {
    if (everywhere.includes(target)) for (const cell of of.all(target)) cell.checked = target.checked;
    if (places.includes(target)) for (const cell of of.place(target)) tick(cell, target.checked);
    if (cells.includes(target)) tick(target, target.checked);
    reflect();
    later();
  });
  /** One place less is not every place any more. */
  function tick(cell, checked) {
    cell.checked = checked;
    if (!checked) for (const box of everywhere) if (box.value === fileOf(cell)) box.checked = false;
  }

  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  form.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    const from = event.target.closest('[data-matrix] td');
    if (!move || !from || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    let row = from.parentElement;
    let at = from.cellIndex;
    for (;;) {
      at += move[1];
      if (move[0] === 1) row = row.nextElementSibling;
      if (move[0] === -1) row = row.previousElementSibling;
      const cell = row?.cells[at];
      if (!cell) return;
      const box = cell.querySelector('input');
      if (box) return box.focus();
    }
  });

  // What it changes is said by the server, with the words and the menu that it would draw.
  let timer;
  let asking;
  function later() {
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  }
  async function show() {
    asking?.abort();
    asking = new AbortController();
    const fields = new URLSearchParams([...new FormData(form)].filter(([name]) => name !== 'then'));
    fields.set('then', 'effects');
    const answer = await fetch(form.action, { method: 'POST', body: fields, signal: asking.signal }).catch(
      () => undefined,
    );
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const id of ['changes', 'sees', 'absence']) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceChildren(...fresh.childNodes);
    }
    propose();
  }
  /** Days are proposed where none are typed: nothing that somebody wrote is replaced. */
  function propose() {
    const days = form.querySelector('#absence [data-from]');
    const { fromOn, toOn } = form.elements;
    if (!days || fromOn.value || toOn.value) return;
    fromOn.value = days.dataset.from;
    toOn.value = days.dataset.to;
    later();
  }
  form.addEventListener('input', ({ target }) => {
    if (target.type === 'text') later();
  });
  form.addEventListener('submit', () => clearTimeout(timer));
  form.querySelector('[data-show]')?.remove();
  reflect();
})();
