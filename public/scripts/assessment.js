// A criterion saves itself two seconds after the last key and when one leaves it; what others have written meanwhile follows. The page works without it.
(() => {
  'use strict';
  const form = document.querySelector('[data-assessment]');
  if (!form) return;
  const again = { failed: 10_000, present: 20_000, typed: 2000 };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const criterionOf = (node) => node?.closest?.('[data-criterion]');
  const fieldsIn = (criterion) => all('input, textarea', criterion).filter(({ name, type }) => name && type !== 'file');
  const saidIn = (criterion, checked, value) =>
    JSON.stringify(
      fieldsIn(criterion)
        .filter(({ type }) => type !== 'hidden')
        .map((field) => (['radio', 'checkbox'].includes(field.type) ? field[checked] : field[value])),
    );
  const valuesIn = (criterion) => saidIn(criterion, 'checked', 'value');
  /** As the server has drawn it, whatever was typed since. */
  const drawnIn = (criterion) => saidIn(criterion, 'defaultChecked', 'defaultValue');
  const isHere = (criterion) => criterion.contains(document.activeElement);

  for (const part of all('[data-auto]')) part.hidden = false;
  const byHand = (root) => {
    for (const button of all('[data-by-hand]', root)) button.hidden = true;
  };
  byHand(document);
  /** By id: what is not saved yet. */
  const unsaved = new Set();
  const timers = new Map();
  /** By criterion: what stands on the server, as far as this page knows. */
  const known = new WeakMap();
  /** Why nothing is saved from here any more. */
  let stopped;
  let turn = Promise.resolve();
  let pressed = false;

  const say = (id, text) => {
    const line = document.querySelector(`[data-criterion="${CSS.escape(id)}"] [data-told]`);
    if (line) line.textContent = text;
  };
  const time = () => {
    const now = new Date();
    return `${now.getHours()} h ${String(now.getMinutes()).padStart(2, '0')}`;
  };

  async function ask(url, body) {
    const answer = await fetch(url, { method: 'POST', body, headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const ours = page.querySelector('[data-assessment]');
    if (!ours && ([401, 403, 404, 409, 410].includes(answer.status) || isElsewhere(answer))) {
      stop(
        isElsewhere(answer)
          ? 'Votre session est terminée.'
          : (page.querySelector('h1')?.textContent.trim() ?? 'Cette page ne peut plus être enregistrée.'),
      );
      throw new Error('refused for good');
    }
    if (!page.querySelector('[data-assessment], .criteria')) throw new Error('not our page');
    const token = page.querySelector('input[name="_csrf"]')?.value;
    if (token) for (const field of all('input[name="_csrf"]')) field.value = token;
    return { answer, page };
  }
  /** Led to a page of somewhere else: to the sign-in. */
  const isElsewhere = ({ redirected, url }) =>
    redirected && !new URL(url).pathname.startsWith(new URL(form.action).pathname);
  /** Trying again would change nothing: what is typed stays on the page, and the button says the rest. */
  function stop(why) {
    stopped = why;
    for (const timer of timers.values()) clearTimeout(timer);
    for (const button of all('[data-by-hand]')) button.hidden = false;
    const text = `${why.replace(/\.?$/, '.')} Rien ne s'enregistre plus tout seul ; ce que vous avez écrit reste sur cette page.`;
    for (const line of all('[data-saved-line]')) line.textContent = text;
    for (const id of unsaved) say(id, text);
  }
  const envelope = () => new URLSearchParams({ _csrf: form.elements._csrf.value });

  async function save(id) {
    await window.whenReleased();
    const criterion = document.querySelector(`[data-criterion="${CSS.escape(id)}"]`);
    if (!criterion || !unsaved.has(id) || pressed || stopped) return;
    const sent = valuesIn(criterion);
    const body = envelope();
    const [page, count] = form.elements.page.value.split('.');
    form.elements.page.value = `${page}.${Number(count) + 1}`;
    body.append('page', form.elements.page.value);
    body.append('writing', isHere(criterion) ? id : '');
    for (const field of fieldsIn(criterion)) {
      // Whatever stood there when the page was drawn, this is a change: one may have gone back to it.
      if (field.matches('[data-seen]')) body.append(field.name, field.value.replace(/\..*/, `.${'0'.repeat(16)}`));
      else if (!['radio', 'checkbox'].includes(field.type) || field.checked) body.append(field.name, field.value);
    }
    say(id, 'Enregistrement…');
    try {
      const { answer, page: fresh } = await ask(form.action, body);
      if (![200, 409, 422].includes(answer.status)) throw new Error('not saved');
      await window.whenReleased();
      if (valuesIn(criterion) === sent) unsaved.delete(id);
      // What was typed meanwhile is saved after this one.
      else later(id);
      if (answer.status === 200) known.set(criterion, sent);
      take(fresh, answer.status === 200 ? undefined : id);
      if (answer.status === 200) {
        say(id, `enregistré à ${time()}`);
        for (const line of all('[data-saved-line]')) line.textContent = `✓ enregistré à ${time()}`;
      } else say(id, answer.status === 409 ? '' : 'Pas enregistré : voyez ce qui est dit ici.');
    } catch {
      if (stopped) return;
      say(id, 'Pas encore enregistré, nouvel essai dans 10 secondes');
      later(id, again.failed);
    }
  }
  function later(id, after = again.typed) {
    clearTimeout(timers.get(id));
    if (stopped) return;
    timers.set(
      id,
      setTimeout(() => {
        turn = turn.then(() => save(id));
      }, after),
    );
  }

  /** What the server has drawn takes the place of what stands, wherever nobody types. @param refused is drawn anew even so */
  function take(page, refused) {
    for (const fresh of all('[data-live]', page)) {
      const here = document.querySelector(`[data-live="${CSS.escape(fresh.dataset.live)}"]`);
      if (!here || here.innerHTML === fresh.innerHTML) continue;
      const id = here.dataset.criterion;
      if (
        id &&
        id !== refused &&
        (unsaved.has(id) || isHere(here) || all('input[type="file"]', here).some(({ files }) => files.length))
      ) {
        keepMark(here, fresh);
        continue;
      }
      if (!id && isHere(here)) continue;
      const focused = isHere(here) ? document.activeElement.name : undefined;
      byHand(fresh);
      here.replaceWith(fresh);
      for (const part of all('[data-auto]', fresh)) part.hidden = false;
      if (focused)
        (
          fresh.querySelector(`[name="${CSS.escape(focused)}"]:checked`) ??
          fresh.querySelector(`[name="${CSS.escape(focused)}"]`) ??
          fresh
        ).focus();
    }
  }
  /** One who types on goes on from what was just saved; not from what somebody else has written, or taken away: that mark is not one's own. */
  function keepMark(here, fresh) {
    const [mark, now] = [here, fresh].map((one) => one.querySelector('[data-seen]'));
    const { criterion: id } = here.dataset;
    if (!mark || !now || unsaved.has(id)) return;
    if (drawnIn(fresh) === (known.get(here) ?? drawnIn(here))) mark.value = now.value;
    else if (mark.value !== now.value)
      say(
        id,
        "Quelqu'un d'autre a changé ce critère entre-temps : ce que vous écrirez sera gardé à côté, rien ne s'écrase.",
      );
  }

  let writing = '';
  async function present(id) {
    writing = id;
    if (stopped) return;
    const body = envelope();
    body.append('writing', id);
    try {
      const { answer, page } = await ask(form.dataset.assessment, body);
      if (answer.ok) take(page);
    } catch {
      /* said again in a while */
    }
  }
  const tellPresent = (id) => {
    turn = turn.then(() => present(id));
  };

  form.addEventListener('input', ({ target }) => {
    const criterion = criterionOf(target);
    if (!criterion || target.type === 'file' || target.type === 'hidden') return;
    const { criterion: id } = criterion.dataset;
    unsaved.add(id);
    if (stopped) return say(id, `${stopped} Rien ne s'enregistre plus tout seul.`);
    if (writing !== id) tellPresent(id);
    later(id);
  });
  form.addEventListener('focusout', ({ target, relatedTarget }) => {
    const criterion = criterionOf(target);
    if (!criterion) return;
    const { criterion: id } = criterion.dataset;
    if (unsaved.has(id)) later(id, 0);
    if (!criterion.contains(relatedTarget) && writing === id)
      turn = turn.then(() => (unsaved.has(id) ? save(id) : undefined)).then(() => present(''));
  });
  // A file goes at once, with what is typed in its criterion.
  form.addEventListener('change', ({ target }) => {
    if (target.type !== 'file' || target.files.length === 0) return;
    const button = criterionOf(target)?.querySelector('[data-by-hand]');
    if (button) {
      button.hidden = false;
      button.textContent = 'Joindre et enregistrer';
    }
  });
  form.addEventListener('submit', () => {
    pressed = true;
    for (const timer of timers.values()) clearTimeout(timer);
    setTimeout(() => {
      pressed = false;
    }, 10_000);
  });
  // « Modifier » opens in place.
  form.addEventListener('click', async (event) => {
    const link = event.target.closest('[data-edit]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { criterion: id } = criterionOf(link).dataset;
    const answer = await fetch(link.href).catch(() => undefined);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page && page.querySelector(`[data-criterion="${CSS.escape(id)}"]`);
    if (!fresh) return location.assign(link.href);
    byHand(fresh);
    criterionOf(link).replaceWith(fresh);
    (fresh.querySelector('input[type="radio"]:checked') ?? fresh.querySelector('input, textarea') ?? fresh).focus();
    tellPresent(id);
  });
  // 1 to 4, and 0 for « sans objet », when a scale has the focus; arrows are the browser's.
  form.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (target.type !== 'radio' || !/^[0-4]$/.test(key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = all('input[type="radio"]', criterionOf(target)).find(({ value }) => value === key);
    if (!choice) return;
    event.preventDefault();
    choice.focus();
    choice.click();
  });
  addEventListener('beforeunload', (event) => {
    if (unsaved.size > 0 && !pressed) event.preventDefault();
  });
  // Ten minutes without a key: a page that was left open must not keep its session awake.
  let last = Date.now();
  for (const kind of ['input', 'focusin', 'click']) document.addEventListener(kind, () => (last = Date.now()));
  const hereNow = () => (writing && criterionOf(document.activeElement)?.dataset.criterion === writing ? writing : '');
  setTimeout(() => tellPresent(hereNow()), 2000);
  setInterval(() => {
    if (document.visibilityState === 'visible' && Date.now() - last < 600_000) tellPresent(hereNow());
  }, again.present);
})();
