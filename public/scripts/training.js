// While an organisation is typed: names of the list are proposed, and what looks unusual is said. Without script the button does the same.
(() => {
  'use strict';
  const form = document.querySelector('form[data-training]');
  const organisation = form?.elements.organisation;
  if (!organisation) return;
  const names = document.createElement('datalist');
  names.id = 'organisation-names';
  organisation.after(names);
  organisation.setAttribute('list', names.id);
  const hints = form.querySelector('[data-training-hints]');

  let asked;
  let waiting;
  async function look() {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams({ q: organisation.value, module: form.elements.module?.value ?? '' });
    try {
      const answer = await fetch(`${form.dataset.training}?${query}`, {
        headers: { accept: 'application/json' },
        signal: asked.signal,
      });
      if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) return;
      const found = await answer.json();
      names.replaceChildren(
        ...found.names.map((name) => {
          const option = document.createElement('option');
          option.value = name;
          return option;
        }),
      );
      hints.textContent = found.hints.join(' ');
    } catch {
      // Away, or typed on: the server looks again when the form is sent.
    }
  }
  organisation.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 250);
  });
})();
