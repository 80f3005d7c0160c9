// Salaries save themselves, field by field, and totals follow; a block from a spreadsheet is pasted where the focus is. The page works without it.
(() => {
  'use strict';
  const euros = new Intl.NumberFormat('fr-BE', { style: 'currency', currency: 'EUR' });
  for (const product of document.querySelectorAll('[data-product]')) {
    const field = document.getElementById(product.dataset.product);
    field?.addEventListener('input', () => {
      const count = Number(field.value.trim());
      if (Number.isInteger(count) && count >= 0)
        product.textContent = euros.format(Math.round(count * Number(product.dataset.unit) * 100) / 100);
    });
  }

  const form = document.querySelector('[data-salaries]');
  if (!form || form.querySelector('input[type="checkbox"][disabled]')) return;
  const told = form.querySelector('[data-saved]');
  const personOf = (field) => field.closest('[data-person]');
  const cells = () => [...form.querySelectorAll('.salary')].filter((cell) => cell.offsetParent !== null);

  /** Of each person at most one sending is under way; what is changed meanwhile is sent after it. */
  const waiting = new Set();
  let sending = false;
  let again;
  /** The button that was pressed while a sending was under way: what it saves has seen the answer. */
  let after;

  async function send() {
    // A button that is being pressed may be one that sends all of it.
    await window.whenReleased();
    if (sending || waiting.size === 0) return;
    sending = true;
    const people = [...waiting].slice(0, 40);
    for (const person of people) waiting.delete(person);
    told.textContent = 'Enregistrement…';
    const before = new Map(people.map((person) => [person.dataset.person, typedIn(person)]));
    const body = new URLSearchParams({ _csrf: form.elements._csrf.value, at: form.elements.at.value });
    // The list as it is shown, not a name that is being typed.
    if (form.elements.q) body.append('q', form.elements.q.defaultValue);
    for (const person of people)
      for (const field of person.querySelectorAll('input'))
        if (field.name && (field.type !== 'checkbox' || field.checked)) body.append(field.name, field.value);
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { accept: 'text/html' } });
      const isOurs = answer.url.includes('/report/staff');
      if (!isOurs || ![200, 409, 422].includes(answer.status)) throw new Error('not saved');
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      await window.whenReleased();
      show(page, before, answer.status);
    } catch {
      for (const person of people) waiting.add(person);
      told.textContent = 'Pas encore enregistré, nouvel essai dans 5 secondes.';
      after = undefined;
      clearTimeout(again);
      again = setTimeout(send, 5000);
      sending = false;
      return;
    }
    sending = false;
    if (after) {
      delete form.dataset.sent;
      form.requestSubmit(after);
    } else send();
  }
  const typedIn = (person) =>
    [...person.querySelectorAll('.salary, input[type="checkbox"]')].map((field) =>
      field.type === 'checkbox' ? field.checked : field.value,
    );

  /** What the server has made of it takes the place of what stands here, unless somebody has typed on meanwhile. */
  function show(page, before, status) {
    for (const [id, typed] of before) {
      const here = form.querySelector(`[data-person="${id}"]`);
      const fresh = page.querySelector(`[data-person="${id}"]`);
      if (!here || !fresh) continue;
      if (JSON.stringify(typedIn(here)) !== JSON.stringify(typed)) {
        here.querySelector('[data-stamp]').value = fresh.querySelector('[data-stamp]').value;
        continue;
      }
      const focused = document.activeElement?.id;
      const isHere = here.contains(document.activeElement);
      const tick = isHere && document.activeElement.type === 'checkbox';
      // What « Annuler » goes back to is what stood when the page was opened.
      const opened = here.querySelector('[data-opened]')?.value;
      here.replaceChildren(...fresh.childNodes);
      if (opened !== undefined) here.querySelector('[data-opened]').value = opened;
      if (isHere) (tick ? here.querySelector('input[type="checkbox"]') : document.getElementById(focused))?.focus();
    }
    for (const part of ['[data-note]', '[data-all]']) {
      const now = [...page.querySelectorAll(part)];
      [...document.querySelectorAll(part)].forEach((one, at) => {
        if (now[at]) one.textContent = now[at].textContent;
      });
    }
    for (const place of ['nav.report-steps', '.report-fold']) {
      const [steps, now] = [document.querySelector(`${place} ol`), page.querySelector(`${place} ol`)];
      if (steps && now && !steps.contains(document.activeElement)) steps.replaceChildren(...now.childNodes);
    }
    told.textContent =
      status === 200
        ? (page.querySelector('[data-saved]')?.textContent ?? 'Enregistré.')
        : status === 409
          ? "Quelqu'un d'autre a changé un montant entre-temps : voyez la note sous la personne."
          : 'Un montant ne peut pas être lu : voyez la note sous la personne.';
  }

  form.addEventListener('change', ({ target }) => {
    const person = personOf(target);
    if (!person || target.type === 'hidden') return;
    waiting.add(person);
    send();
  });
  addEventListener('beforeunload', (event) => {
    if (waiting.size > 0 || sending) event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    if (sending && event.submitter) {
      event.preventDefault();
      after = event.submitter;
      return;
    }
    waiting.clear();
    sending = false;
  });

  // Arrows go by cell; Tab goes by row, as everywhere.
  form.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!target.classList.contains('salary')) return;
    const [, column] = /^m(\d)/.exec(target.name) ?? [];
    const inColumn = cells().filter((cell) => cell.name.startsWith(`m${column}.`));
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[key];
    if (!step) return;
    event.preventDefault();
    const next = inColumn[inColumn.indexOf(target) + step];
    next?.focus();
    next?.select();
  });

  const dialog = document.querySelector('[data-paste]');
  form.addEventListener('paste', (event) => {
    const { target } = event;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!target.classList.contains('salary') || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const rows = [...form.querySelectorAll('[data-person]')].filter(
      (person) => person.querySelector('input[type="checkbox"]').checked,
    );
    const first = rows.indexOf(personOf(target));
    const column = Number(/^m(\d)/.exec(target.name)[1]);
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
    const planned = lines.flatMap((line, down) =>
      line.split('\t').flatMap((value, right) => {
        const person = rows[first + down];
        const cell = person?.querySelector(`[name^="m${column + right}."]`);
        return cell ? [{ cell, value: value.trim(), who: person.querySelector('th').firstChild.textContent }] : [];
      }),
    );
    const given = lines.reduce((count, line) => count + line.split('\t').length, 0);
    const replaced = planned.filter(({ cell, value }) => cell.value !== '' && cell.value !== value);
    dialog.querySelector('[data-paste-told]').textContent =
      `${planned.length} montants vont dans ${new Set(planned.map(({ who }) => who)).size} lignes, à partir de ${planned[0].who}.` +
      (replaced.length > 0 ? ` ${replaced.length} montants déjà encodés sont remplacés :` : '') +
      (given > planned.length ? ` ${given - planned.length} valeurs n'ont pas de place et sont laissées.` : '');
    dialog.querySelector('[data-paste-list]').replaceChildren(
      ...replaced.slice(0, 8).map(({ cell, value, who }) => {
        const item = document.createElement('li');
        item.textContent = `${who} : ${cell.value} → ${value}`;
        return item;
      }),
    );
    dialog.querySelector('[data-paste-do]').onclick = () => {
      for (const { cell, value } of planned) {
        cell.value = value;
        waiting.add(personOf(cell));
      }
      dialog.close();
      target.focus();
      send();
    };
    dialog.querySelector('[data-paste-not]').onclick = () => {
      dialog.close();
      target.focus();
    };
    dialog.showModal();
  });
})();
