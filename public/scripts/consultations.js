// Consultations: a line saves itself once it is whole or left, and what the server says of it stands beside at once: the same page, the same
// form, one line of it. Without this script the buttons of the form do all of it.
(() => {
  'use strict';
  const form = document.querySelector('[data-consultations]');
  if (!form) return;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fieldsOf = (row) => all('input:not([type="hidden"]), select', row);
  const rowOf = (id) => document.getElementById(`line-${id}`);
  const valuesOf = (row) => JSON.stringify(fieldsOf(row).map(({ value }) => value));

  /** Lines in which something is not saved yet; of those, the ones that wait for the person: unreadable, or changed elsewhere. */
  const typed = new Set();
  const waiting = new Set();
  let saving = Promise.resolve();

  const say = (text) => {
    form.querySelector('[data-saved]').textContent = text;
  };

  async function save(row) {
    const { line: id } = row.dataset;
    await window.whenReleased();
    if (!row.isConnected || !typed.has(id) || waiting.has(id)) return;
    const sent = valuesOf(row);
    const body = new URLSearchParams({ then: 'save' });
    for (const [name, value] of new FormData(form))
      if (name === '_csrf' || name === 'key' || name.endsWith(`.${id}`)) body.append(name, value);
    say('Enregistrement…');
    const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } }).catch(
      () => undefined,
    );
    const page = answer && new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!page?.querySelector('[data-consultations]')) {
      say(
        "Pas encore enregistré. Ce que vous avez encodé est dans la page : « Enregistrer les modifications » l'enverra.",
      );
      return;
    }
    await window.whenReleased();
    const isSaved = answer.ok;
    if (isSaved && valuesOf(row) === sent) typed.delete(id);
    if (!isSaved) waiting.add(id);
    take(page);
    say(
      isSaved
        ? `✓ ${page.querySelector('[data-saved]').textContent.trim()}`
        : 'Pas enregistré : voyez ce qui est dit à la ligne.',
    );
  }
  const queue = (row) => {
    saving = saving.then(() => save(row));
  };

  /** What the server has drawn, wherever nobody is typing. */
  function take(page) {
    const rows = all('[data-line]', page);
    const standing = new Set(rows.map(({ dataset }) => dataset.line));
    for (const row of rows) takeRow(row);
    for (const row of all('[data-line]', form))
      if (!standing.has(row.dataset.line) && !typed.has(row.dataset.line)) {
        row.nextElementSibling.remove();
        row.remove();
      }
    for (const part of all('[data-live]', page)) later.set(part.dataset.live, part);
    takeParts();
  }
  /** Parts that are newer than what stands; one in which somebody is waits until they leave it. */
  const later = new Map();
  function takeParts() {
    for (const here of all('[data-live]')) {
      const part = later.get(here.dataset.live);
      if (!part || here.contains(document.activeElement)) continue;
      later.delete(here.dataset.live);
      if (here.innerHTML !== part.innerHTML) here.replaceWith(part);
    }
  }
  function takeRow(fresh) {
    const { line: id } = fresh.dataset;
    const row = rowOf(id);
    if (!row) {
      // With what is said under it.
      form.querySelector('.session-totals').previousElementSibling.append(fresh, fresh.nextElementSibling);
      return;
    }
    // Signed meanwhile: nothing is left to be typed in.
    if (fieldsOf(fresh).length === 0 && !typed.has(id)) {
      row.replaceWith(fresh);
      return;
    }
    row.className = fresh.className;
    for (const field of all('input, select', fresh)) {
      const here = form.elements[field.name];
      if (!here) continue;
      // While one types, the version that was seen stays: whoever was there meanwhile is told of.
      if (
        field.type === 'hidden' ? !typed.has(id) || waiting.has(id) : !typed.has(id) && here !== document.activeElement
      )
        here.value = field.value;
      for (const name of ['aria-invalid', 'aria-describedby']) {
        const value = field.getAttribute(name);
        if (value === null) here.removeAttribute(name);
        else here.setAttribute(name, value);
      }
    }
  }

  form.addEventListener('input', ({ target }) => {
    const row = target.closest('[data-line]');
    if (!row) return;
    typed.add(row.dataset.line);
    waiting.delete(row.dataset.line);
  });
  form.addEventListener('change', ({ target }) => {
    const row = target.closest('[data-line]');
    if (row && fieldsOf(row).every(({ value }) => value.trim() !== '')) queue(row);
  });
  form.addEventListener('focusout', ({ target, relatedTarget }) => {
    const row = target.closest('[data-line]');
    if (row && !row.contains(relatedTarget) && typed.has(row.dataset.line)) queue(row);
  });
  document.addEventListener('focusout', () => setTimeout(takeParts));
  form.addEventListener('submit', () => {
    typed.clear();
  });
  form.addEventListener('click', ({ target }) => {
    if (target.closest('a[href]')?.pathname === location.pathname) typed.clear();
  });
  addEventListener('beforeunload', (event) => {
    if (typed.size > 0) event.preventDefault();
  });
  // A line that was just added: one types on.
  const added = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (added && form.contains(added)) added.focus();
})();
