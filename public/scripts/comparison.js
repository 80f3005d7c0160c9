// Reading both evaluations by the keyboard: j and k go by row, e to the next difference, Enter opens in place, o makes an objective of it.
(() => {
  'use strict';
  const told = document.querySelector('[data-keys]');
  if (!told) return;
  told.hidden = false;
  let pointed;
  const rows = () => [...document.querySelectorAll('[data-row]')];
  const rowOf = (node) => node?.closest?.('[data-row]');

  function point(row) {
    if (!row) return;
    rows().forEach((one) => one.classList.toggle('pointed', one === row));
    pointed = row.id;
    row.querySelector('[data-open]').focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }
  const at = () => {
    const all = rows();
    const here = rowOf(document.activeElement);
    return all.indexOf(here ?? all.find(({ id }) => id === pointed));
  };
  const step = (by, which = () => true) => {
    const all = rows();
    for (let next = at() + by; next >= 0 && next < all.length; next += by)
      if (which(all[next])) return point(all[next]);
  };

  /** The table as it is with that row opened, in the place of this one. */
  async function open(link) {
    const { id } = rowOf(link);
    const answer = await fetch(link.href).catch(() => undefined);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page && page.querySelector('table.compare');
    if (!fresh) return location.assign(link.href);
    document.querySelector('table.compare').replaceWith(fresh);
    history.replaceState(null, '', link.href);
    point(document.getElementById(id));
  }
  document.addEventListener('click', (event) => {
    const link = event.target.closest('table.compare [data-open]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // A note that is being written is not lost by a look elsewhere.
    const note = document.querySelector('table.compare textarea');
    if (note && note.value !== note.defaultValue) return;
    event.preventDefault();
    open(link);
  });

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    e: () => step(1, (row) => row.matches('[data-gap]')),
    o: () => rows()[at()]?.querySelector('[data-objective]')?.click(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, select, textarea, [contenteditable]') || document.querySelector('dialog[open]'))
      return;
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
})();
