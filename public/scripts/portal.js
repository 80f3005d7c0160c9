// What makes the portal quicker; everything works without it. No framework, no inline code, nothing stored but preferences.
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const minutesAndSeconds = (seconds) => (seconds >= 60 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} secondes`);

  /** The menu stays folded on a wide screen, the shortcuts stay off, from one page to the next. */
  function remember(box) {
    const key = `remember-${box.dataset.remember}`;
    const applies = () => box.id !== 'menu-switch' || matchMedia('(min-width: 60rem)').matches;
    try {
      if (applies()) box.checked = (localStorage.getItem(key) ?? box.dataset.otherwise) === 'yes';
      box.addEventListener('change', () => applies() && localStorage.setItem(key, box.checked ? 'yes' : 'no'));
    } catch {
      /* storage refused: the preference lasts for the page */
    }
  }

  /** A section of the menu that was folded stays so from one page to the next, unless one is in it. */
  function rememberFold(section) {
    const key = `fold-${section.dataset.rememberFold}`;
    try {
      if (localStorage.getItem(key) === 'yes' && !section.querySelector('[aria-current]')) section.open = false;
      section.addEventListener('toggle', () => localStorage.setItem(key, section.open ? 'no' : 'yes'));
    } catch {
      /* storage refused: the preference lasts for the page */
    }
  }

  /** A drop-down closes by Escape, and by a click elsewhere. */
  function closeOutside(details) {
    document.addEventListener('click', (event) => {
      if (!details.contains(event.target)) details.open = false;
    });
    details.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      details.open = false;
      details.querySelector('summary').focus();
    });
  }

  /** How the server will count it: as `cleanText` of domain/typed-text.ts leaves it. */
  const composed =
    /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,8}\u{E007F}|[#*\d]\uFE0F?\u20E3|\p{Extended_Pictographic}[\uFE0E\uFE0F]?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*/u;
  const joined =
    /(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Inherited}])[\p{L}\p{M}][\u200C\u200D](?=(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Inherited}])[\p{L}\p{M}])/u;
  const unseen =
    /(?![\n\t])\p{Cc}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}|\p{Surrogate}|[\uFFF9-\uFFFC]/u;
  const keptOrUnseen = new RegExp(`(${composed.source}|${joined.source})|${unseen.source}`, 'gu');
  const cleaned = (text) =>
    text
      .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/gu, '\n')
      .normalize('NFC')
      .replace(keptOrUnseen, (_found, kept) => kept ?? '')
      .normalize('NFC')
      .trim();

  /** « Il vous reste 120 caractères » */
  function count(area) {
    const counter = document.getElementById(`${area.id}-counter`);
    const most = Number(area.dataset.maxLength);
    if (!counter) return;
    const show = () => {
      const left = most - cleaned(area.value).length;
      counter.textContent =
        left >= 0
          ? `Il vous reste ${left.toLocaleString('fr-BE')} caractères`
          : `${(-left).toLocaleString('fr-BE')} caractères de trop`;
      counter.classList.toggle('over', left < 0);
    };
    area.addEventListener('input', show);
    show();
  }

  /**
   * A page that saves what one leaves changes under the very click that leaves it: what has moved between the press and the release of the
   * button is not clicked. So it waits for the release; a second at most, for a list that opens keeps it to itself.
   */
  let letGo = () => {};
  let released = Promise.resolve();
  addEventListener(
    'pointerdown',
    () => {
      letGo();
      released = new Promise((done) => {
        letGo = done;
        setTimeout(done, 1000);
      });
    },
    true,
  );
  for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => setTimeout(letGo), true);
  window.whenReleased = () => released;

  const changed = new Set();

  /** Leaving with changes asks first; a second click on "send" sends nothing twice. */
  function guard(form) {
    if (form.method !== 'post') return;
    if (form.matches('[data-warn-leave], [data-autosave]')) form.addEventListener('input', () => changed.add(form));
    form.addEventListener('submit', (event) => {
      // What opens beside leaves this page as it is, with its changes.
      if (event.submitter?.formTarget === '_blank') return;
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = 'yes';
      // What was typed in another form of the page would be lost: leaving asks.
      changed.delete(form);
      // A download, a lost connection: the page stays, and one may want to send again. The token keeps a repetition harmless.
      setTimeout(release, 10_000);
      // After the event, so that the button's own name and value still go.
      setTimeout(() =>
        all('button[type="submit"], button:not([type])', form).forEach((button) =>
          button.setAttribute('aria-disabled', 'true'),
        ),
      );
    });
  }

  /** A page that comes back from the history may send again. */
  function release() {
    for (const form of document.forms) {
      delete form.dataset.sent;
      all('[aria-disabled]', form).forEach((button) => button.removeAttribute('aria-disabled'));
    }
  }

  /** Savings of one opened page follow each other: the server knows an earlier one that arrives late by its turn. */
  function countTurn(form) {
    const page = form.elements.page ?? form.elements._page;
    if (!page) return;
    const [id, turn] = page.value.split('.');
    page.value = `${id}.${Number(turn) + 1}`;
  }

  /** The same person has signed in again elsewhere: every form of this page may go on. */
  function takeToken(token) {
    for (const field of all('input[name="_csrf"]')) field.value = token;
    for (const dialog of all('[data-csrf]')) dialog.dataset.csrf = token;
  }

  /** Posts as the script does, asking for JSON; with a token that has become another one, once more. */
  async function post(url, fieldsOf, signal) {
    for (let again = false; ; again = true) {
      const answer = await fetch(url, {
        method: 'POST',
        body: fieldsOf(),
        headers: { accept: 'application/json' },
        redirect: 'manual',
        signal,
      });
      const said = answer.headers.get('content-type')?.startsWith('application/json') ? await answer.json() : {};
      if (said.error !== 'stale-token' || again) return { answer, said };
      takeToken(said.token);
    }
  }

  /** What is typed saves itself two seconds after the last change, and says when. */
  function autosave(form) {
    const status = form.querySelector('[data-autosave-status]');
    const say = (text, link) => {
      status?.replaceChildren(text, ...(link ? [link, '.'] : []));
    };
    const fields = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
    let timer;
    let running = Promise.resolve();
    let sending;
    let waits = false;

    const save = async () => {
      if (form.dataset.sent) return;
      say('Enregistrement…');
      countTurn(form);
      waits = true;
      sending = new AbortController();
      try {
        const { answer, said } = await post(form.dataset.autosave, fields, sending.signal);
        if (answer.ok) {
          waits = false;
          changed.delete(form);
          // The next saving starts from this one.
          const seen = form.elements.draft ?? form.elements._draft ?? form.elements.version;
          if (said.version && seen) seen.value = said.version;
          form.querySelector('[data-autosave-discard]')?.removeAttribute('hidden');
          const now = new Date(said.savedAt ?? Date.now());
          say(
            `Brouillon enregistré à ${now.getHours()} h ${String(now.getMinutes()).padStart(2, '0')}.${form.elements.draft || form.elements._draft ? " Rien n'est encore envoyé." : ''}`,
          );
        } else if (said.error === 'other-person')
          say(
            "Une autre personne est connectée maintenant : rien n'est enregistré en son nom. Votre texte reste sur cette page ; reconnectez-vous pour l'enregistrer.",
          );
        else if (answer.status === 409)
          say(
            'Ce brouillon a été modifié ailleurs : enregistrez pour comparer les deux versions, votre texte est conservé.',
          );
        else if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403)
          say('Votre session est terminée, votre texte reste ici : il sera enregistré dès que vous serez ', signIn());
        else
          say(
            "Le brouillon n'a pas pu être enregistré ; votre texte reste ici et sera repris à la prochaine modification.",
          );
      } catch (error) {
        if (error.name !== 'AbortError')
          say('Pas de connexion : le brouillon sera enregistré dès la prochaine modification.');
      }
    };
    const later = (delay) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(save);
      }, delay);
    };
    form.addEventListener('input', () => later(2000));
    // What is sent now comes after whatever was under way.
    form.addEventListener('submit', (event) => {
      if (event.submitter?.formTarget === '_blank') return;
      clearTimeout(timer);
      sending?.abort();
      countTurn(form);
    });
    // Back from another tab, where one may have signed in again; back on line.
    const resume = () => {
      if (waits && document.visibilityState === 'visible') later(0);
    };
    addEventListener('focus', resume);
    addEventListener('online', resume);
    document.addEventListener('visibilitychange', resume);
  }
  function signIn() {
    const link = document.createElement('a');
    link.href = '/sign-in';
    link.target = '_blank';
    link.textContent = 'reconnecté·e (autre onglet)';
    return link;
  }

  /** Two minutes before the session ends, a dialog offers to stay. Every page load starts the time again. */
  function warnOfSessionEnd(dialog) {
    const { sessionSeconds, sessionExtend } = dialog.dataset;
    const shown = dialog.querySelector('[data-session-left]');
    let ends;
    const restart = () => {
      ends = Date.now() + Number(sessionSeconds) * 1000;
    };
    restart();
    setInterval(() => {
      const left = Math.round((ends - Date.now()) / 1000);
      if (left > 120) return;
      if (!dialog.open && left > 0) dialog.showModal();
      shown.textContent = minutesAndSeconds(Math.max(0, left));
      if (left <= 0 && changed.size === 0) location.reload();
    }, 5000);
    dialog.addEventListener('close', async () => {
      const { answer } = await post(sessionExtend, () => new URLSearchParams({ _csrf: dialog.dataset.csrf })).catch(
        () => ({}),
      );
      if (answer?.ok) restart();
    });
  }

  /** Long work: looks again every three seconds, and stops when the page no longer says that it runs. */
  function refresh(part) {
    let looks = 0;
    const again = setInterval(async () => {
      // Ten minutes: a page that was left open must not keep its session awake.
      if (++looks > 200) return clearInterval(again);
      const answer = await fetch(part.dataset.refresh).catch(() => undefined);
      if (!answer?.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id);
      if (fresh?.dataset.refresh) return part.replaceChildren(...fresh.childNodes);
      clearInterval(again);
      if (changed.size === 0) location.assign(part.dataset.refresh);
    }, 3000);
  }

  all('[data-remember]').forEach(remember);
  all('[data-remember-fold]').forEach(rememberFold);
  all('details[data-closes]').forEach(closeOutside);
  all('textarea[data-max-length]').forEach(count);
  all('form').forEach(guard);
  all('form[data-autosave]').forEach(autosave);
  all('[data-session-seconds]').forEach(warnOfSessionEnd);
  all('[data-refresh]').forEach(refresh);
  // What a grid keeps on this machine until it is saved belongs to whoever signs out.
  all('form[action$="/sign-out"]').forEach((form) =>
    form.addEventListener('submit', () => indexedDB.deleteDatabase('pro-one-attendance')),
  );
  document.querySelector('[data-focus]')?.focus();
  addEventListener('beforeunload', (event) => {
    if (changed.size > 0) event.preventDefault();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) release();
  });
})();
