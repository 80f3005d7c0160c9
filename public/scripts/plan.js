// The objective that is open saves itself, a row at a time, when one leaves a field or two seconds after the last key. The page works without it.
(() => {
  'use strict';
  const form = document.querySelector('[data-plan-edit]');
  if (!form) return;
  const told = form.querySelector('[data-saved]');
  const rowOf = (field) => field.closest('[data-row]');
  const fieldsOf = (row) => [...row.querySelectorAll('input, select, textarea')].filter((field) => field.name);

  /** Rows that were changed and are not saved yet; what is changed while a sending is under way goes after it. */
  const waiting = new Set();
  let sending = false;
  let timer;
  let after;

  async function send() {
    clearTimeout(timer);
    // A button that is being pressed may be one that sends all of it.
    await window.whenReleased();
    if (sending || waiting.size === 0 || form.dataset.sent) return;
    sending = true;
    const rows = [...waiting];
    waiting.clear();
    told.textContent = 'Enregistrement…';
    const body = new URLSearchParams({
      _csrf: form.elements._csrf.value,
      objective: form.elements.objective.value,
      do: 'save',
    });
    const before = new Map(rows.map((row) => [row, fieldsOf(row).map(({ value }) => value)]));
    for (const row of rows) for (const { name, value } of fieldsOf(row)) body.append(name, value);
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
      if (!answer.url.includes('/plan') || ![200, 409, 422].includes(answer.status)) throw new Error('not saved');
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!page.querySelector('[data-plan-edit]')) throw new Error('not ours');
      show(page, before, answer.status);
    } catch {
      for (const row of rows) waiting.add(row);
      told.textContent = 'Pas encore enregistré, nouvel essai dans 5 secondes. Votre texte reste sur cette page.';
      timer = setTimeout(send, 5000);
      after = undefined;
      sending = false;
      return;
    }
    sending = false;
    if (after) {
      delete form.dataset.sent;
      form.requestSubmit(after);
    } else if (waiting.size > 0) send();
  }

  /** The next saving starts from what stands now; sentences stand at their fields. What one types meanwhile is left alone. */
  function show(page, before, status) {
    for (const [row] of before) {
      const fresh = page.querySelector(`[data-row="${row.dataset.row}"]`);
      if (!fresh) continue;
      row.querySelector('[data-shown]').value = fresh.querySelector('[data-shown]').value;
      for (const field of fieldsOf(row)) {
        const now = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
        if (!now || field.type === 'hidden') continue;
        const [box, freshBox] = [field.closest('.field'), now.closest('.field')];
        box.className = freshBox.className;
        box.querySelector('.field-error')?.remove();
        const error = freshBox.querySelector('.field-error');
        if (error) field.before(error);
        for (const name of ['aria-invalid', 'aria-describedby'])
          if (now.hasAttribute(name)) field.setAttribute(name, now.getAttribute(name));
          else field.removeAttribute(name);
      }
    }
    const at = new Date();
    const hour = `${at.getHours()} h ${String(at.getMinutes()).padStart(2, '0')}`;
    told.textContent =
      status === 200
        ? `Enregistré à ${hour}. Rien n'est encore envoyé.`
        : status === 409
          ? "Quelqu'un d'autre a modifié une ligne entre-temps : voyez la phrase au champ."
          : 'Un champ ne peut pas être lu : voyez la phrase au champ. Le reste est enregistré.';
  }

  const changed = (target, delay) => {
    const row = rowOf(target);
    if (!row || target.type === 'hidden') return;
    waiting.add(row);
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };
  form.addEventListener('input', ({ target }) => changed(target, 2000));
  form.addEventListener('change', ({ target }) => changed(target, 0));
  addEventListener('beforeunload', (event) => {
    if (waiting.size > 0 || sending) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    if (sending && event.submitter) {
      event.preventDefault();
      after = event.submitter;
      return;
    }
    clearTimeout(timer);
    waiting.clear();
  });
})();
