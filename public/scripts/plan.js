// The objective that is open saves itself, the fields that were touched, when one leaves a field or two seconds after the last key. The page works without it.
(() => {
  'use strict';
  const form = document.querySelector('[data-plan-edit]');
  if (!form) return;
  const told = form.querySelector('[data-saved]');
  const rowOf = (field) => field.closest('[data-row]');
  const fieldsOf = (row) => [...row.querySelectorAll('input, select, textarea')].filter((field) => field.name);

  const shownIn = (row) => JSON.parse(row.querySelector('[data-shown]').value);
  const codeOf = ({ name }) => name.slice(name.lastIndexOf('.') + 1);

  /** Fields that were touched and are not saved yet: nothing else of a row is sent. What is touched meanwhile goes after it. */
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
    const fields = [...waiting];
    waiting.clear();
    told.textContent = 'Enregistrement…';
    const body = new URLSearchParams({
      _csrf: form.elements._csrf.value,
      objective: form.elements.objective.value,
      do: 'save',
    });
    for (const row of new Set(fields.map(rowOf))) {
      const { name, value } = row.querySelector('[data-shown]');
      body.append(name, value);
    }
    for (const { name, value } of fields) body.append(name, value);
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
      if (!answer.url.includes('/plan') || ![200, 409, 422].includes(answer.status)) throw new Error('not saved');
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!page.querySelector('[data-plan-edit]')) throw new Error('not ours');
      show(page, new Set(fields), answer.status);
    } catch {
      for (const field of fields) waiting.add(field);
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

  /**
   * The next saving starts from what stands now. What others have written takes the place of what was shown, but where one types oneself: that
   * field keeps what it was shown, so that its own saving meets the other's.
   */
  function show(page, sent, status) {
    let others = 0;
    for (const row of form.querySelectorAll('[data-row]')) {
      const fresh = page.querySelector(`[data-row="${row.dataset.row}"]`);
      if (!fresh) continue;
      const [was, stands] = [shownIn(row), shownIn(fresh)];
      for (const field of fieldsOf(row)) {
        const now = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
        if (!now || field.type === 'hidden') continue;
        const code = codeOf(field);
        if (sent.has(field)) showFault(field, now);
        else if (waiting.has(field) || field.closest('.field').querySelector('.field-error')) stands[code] = was[code];
        else if (stands[code] !== was[code]) {
          field.value = now.value;
          others += 1;
        }
      }
      row.querySelector('[data-shown]').value = JSON.stringify(stands);
    }
    const at = new Date();
    const hour = `${at.getHours()} h ${String(at.getMinutes()).padStart(2, '0')}`;
    const theirs = others > 0 ? " Ce que d'autres ont écrit entre-temps est affiché." : '';
    told.textContent =
      (status === 200
        ? `Enregistré à ${hour}. Rien n'est encore envoyé.`
        : status === 409
          ? "Quelqu'un d'autre a modifié une ligne entre-temps : voyez la phrase au champ."
          : 'Un champ ne peut pas être lu : voyez la phrase au champ. Le reste est enregistré.') + theirs;
  }

  function showFault(field, now) {
    const [box, freshBox] = [field.closest('.field'), now.closest('.field')];
    box.className = freshBox.className;
    box.querySelector('.field-error')?.remove();
    const error = freshBox.querySelector('.field-error');
    if (error) field.before(error);
    for (const name of ['aria-invalid', 'aria-describedby'])
      if (now.hasAttribute(name)) field.setAttribute(name, now.getAttribute(name));
      else field.removeAttribute(name);
  }

  const changed = (target, delay) => {
    if (!rowOf(target) || target.type === 'hidden') return;
    waiting.add(target);
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
