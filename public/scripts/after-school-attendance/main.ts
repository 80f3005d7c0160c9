/** A month of attendance after school as one types: sums, what looks odd, what is wrong, by the rules of the server; each day saves itself. */
import { childrenInWords } from '../../../domain/after-school/attendance-words.ts';
import { isBlank, isGiven, presentOf, type EnrolledMonth } from '../../../domain/after-school/counts.ts';
import { beyondEnrolled, totalsOf, type CountWarning } from '../../../domain/after-school/month-standing.ts';
import { readCount } from '../../../domain/after-school/written-count.ts';
import { daysOn, fields, keep, openOn, toSend, typedOn, write, type DayOnPage } from './days.ts';
import { enrolledOn } from './enrolled.ts';
import { listenToKeys } from './keys.ts';
import { listenToPaste } from './paste.ts';
import { conflictLine, statusInWords, warningLine } from './told.ts';
import { createSender, type Conflict, type Status } from './sending.ts';

const form = document.querySelector<HTMLFormElement>('form[data-counts]');
if (form) start(form);

function start(form: HTMLFormElement): void {
  const days = daysOn(form);
  const { counts: url = '', month = '', csrf = '', today = '' } = form.dataset;
  const part = (name: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-${name}]`);
  const tell = (text: string): void => {
    part('told')!.textContent = text;
  };
  part('with-script')!.hidden = false;

  const [nursery, primary] = ['e.n', 'e.p'].map((name) => form.elements.namedItem(name) as HTMLInputElement) as [
    HTMLInputElement,
    HTMLInputElement,
  ];
  const enrolled = enrolledOn(form, nursery, primary);
  const inscribed = (): EnrolledMonth | undefined => {
    const read = [nursery, primary].map(({ value }) => readCount(value));
    const [first, second] = read.map((one) => ('value' in one ? one.value : null));
    return { nursery: first ?? null, primary: second ?? null, version: 1 };
  };

  const sender = createSender(
    { url, csrf, days, enrolled },
    {
      status: say,
      conflict: showConflict,
      refused: (one, why) => showErrors(one, [why]),
      enrolled: ({ nursery: first, primary: second }, by) => {
        nursery.value = first === null ? '' : String(first);
        primary.value = second === null ? '' : String(second);
        tell(`${by} a changé les inscrits : ils sont repris.`);
        draw();
      },
      saved: draw,
    },
  );

  const changed = (some: readonly DayOnPage[]): void => {
    for (const one of some) lookAt(one);
    draw();
    sender.wake();
  };
  form.addEventListener('input', ({ target }) => {
    const one = days.find(({ place }) => target instanceof Node && place.contains(target));
    if (one && target instanceof HTMLInputElement && target.type === 'radio' && target.value === 'no') {
      decline(one);
      draw();
      sender.wake();
    } else if (one) changed([one]);
    else {
      for (const each of days) lookAt(each);
      draw();
      sender.wake();
    }
  });
  addEventListener('beforeunload', (event) => {
    if (sender.isWaiting() || days.some((one) => one.red && openOn(one) === 'unsaid' && !isBlank(typedOn(one).counted)))
      event.preventDefault();
  });
  let leaves = false;
  form.addEventListener('submit', () => {
    leaves = true;
  });
  addEventListener(
    'beforeunload',
    (event) => {
      if (leaves) event.stopImmediatePropagation();
    },
    true,
  );
  listenToKeys(form, days, (one) => changed([one]));
  listenToPaste(form, days, { changed, tell });

  /** The place was closed: the number is not kept, and that is said. */
  function decline(one: DayOnPage): void {
    const present = presentOf(typedOn(one).counted) ?? 0;
    for (const input of one.inputs.values()) input.value = '';
    const why = one.place.querySelector('.day-why')?.textContent.replace('Non requis', '').trim() ?? '';
    const radio = one.place.querySelector<HTMLInputElement>('input[type="radio"]:checked');
    if (radio) radio.checked = false;
    const text = `Lieu fermé ce jour-là (${why}) : ${childrenInWords(present)} non enregistrés.`;
    showErrors(one, [text]);
    tell(text);
  }

  /** What is wrong in a day, on its cells; of a red one, whether the place was open. */
  function lookAt(one: DayOnPage): void {
    const { counted, faults } = typedOn(one);
    for (const [letter, input] of one.inputs) {
      const fault = faults.get(letter);
      if (fault) {
        input.setAttribute('aria-invalid', 'true');
        input.setAttribute('aria-describedby', `${input.id}-why`);
      } else {
        input.removeAttribute('aria-invalid');
        input.removeAttribute('aria-describedby');
      }
    }
    const asks = one.red && openOn(one) === 'unsaid' && !isBlank(counted) && faults.size === 0;
    showErrors(
      one,
      [
        ...faults.values(),
        ...(asks ? ['Ouvert ce jour-là ? Répondez oui pour que le nombre compte, non pour l’écarter.'] : []),
      ],
      [...faults.keys()].map((letter) => `${one.inputs.get(letter)?.id ?? ''}-why`),
    );
  }
  function showErrors(one: DayOnPage, texts: readonly string[], ids: readonly string[] = []): void {
    const list = one.place.querySelector('[data-errors]');
    list?.replaceChildren(
      ...texts.map((text, at) => {
        const line = document.createElement('p');
        if (ids[at]) line.id = ids[at];
        line.textContent = text;
        return line;
      }),
    );
  }

  function draw(): void {
    const known = inscribed();
    const warnings: CountWarning[] = [];
    const counted = days.flatMap((one) =>
      one.red && openOn(one) !== 'yes' ? [] : [{ one, counted: typedOn(one).counted }],
    );
    let [given, missing] = [0, 0];
    for (const { one, counted: typed } of counted) {
      const odd = beyondEnrolled(one.day, typed, known);
      warnings.push(...odd);
      const isThere = isGiven(typed, known);
      if (one.day < today) {
        if (isThere) given += 1;
        else missing += 1;
      }
      if (one.red) continue;
      const [first] = odd;
      const note = one.place.querySelector('[data-note]');
      if (note)
        note.textContent =
          first && 'enrolled' in first
            ? `${String(first.count)} pour ${String(first.enrolled)} inscrits`
            : isThere
              ? childrenInWords(presentOf(typed) ?? 0)
              : one.day === today
                ? "aujourd'hui"
                : 'à encoder';
      const state = isThere ? (odd.length > 0 ? 'odd' : 'given') : one.day === today ? 'today' : 'missing';
      for (const each of ['odd', 'given', 'today', 'missing'])
        one.place.classList.toggle(`day--${each}`, each === state);
      for (const [letter, input] of one.inputs)
        input.parentElement?.classList.toggle(
          'is-odd',
          odd.some((each) => 'section' in each && each.section === fields[letter]),
        );
    }
    const totals = totalsOf(counted.map(({ counted: typed }) => typed));
    for (const place of document.querySelectorAll<HTMLElement>('[data-total]'))
      place.textContent = new Intl.NumberFormat('fr-BE').format(totals[place.dataset.total as keyof typeof totals]);
    const progress = part('progress');
    if (progress && given + missing > 0)
      progress.textContent = `${String(given)} ${given < 2 ? 'jour encodé' : 'jours encodés'} sur ${String(given + missing)} ${given + missing < 2 ? 'passé' : 'passés'}`;
    const bar = form.querySelector('progress');
    if (bar) {
      bar.max = Math.max(1, given + missing);
      bar.value = given;
    }
    drawBadge(missing);
    drawWarnings(warnings);
  }

  function drawBadge(missing: number): void {
    const place = part('badge');
    if (!place || place.querySelector('.badge--to-you')) return;
    if (missing === 0) {
      if (place.querySelector('.badge--due-soon')) place.replaceChildren();
      return;
    }
    const badge = document.createElement('span');
    badge.className = 'badge badge--due-soon';
    badge.textContent = `${String(missing)} ${missing < 2 ? 'jour' : 'jours'} à encoder`;
    place.replaceChildren(badge);
  }

  let shown = '';
  function drawWarnings(warnings: readonly CountWarning[]): void {
    const place = part('warnings')!;
    const next = JSON.stringify(warnings);
    if (next === shown) return;
    shown = next;
    for (const old of place.querySelectorAll('[data-of-day]')) old.remove();
    place.prepend(...warnings.map((warning) => warningLine(warning, month, mendsOf(warning))));
    place.hidden = place.children.length === 0;
  }
  function mendsOf(warning: CountWarning): { label: string; act: () => void }[] {
    if (warning.kind !== 'beyond-enrolled') return [];
    const { proposal, section, count } = warning;
    const one = days.find(({ day }) => day === warning.day);
    const input = one?.inputs.get(section === 'nursery' ? 'n' : 'p');
    return [
      { label: 'Corriger', act: () => input?.focus() },
      ...(proposal === undefined || !one
        ? []
        : [
            {
              label: `Mettre ${String(proposal)}`,
              act: () => {
                if (input) input.value = String(proposal);
                changed([one]);
                input?.focus();
              },
            },
          ]),
      {
        label: `Mettre à jour les inscrits (${String(count)})`,
        act: () => {
          const field = section === 'nursery' ? nursery : primary;
          field.value = String(count);
          draw();
          sender.wake();
          field.focus();
        },
      },
    ];
  }

  function showConflict(conflict: Conflict): void {
    const { one, stands, version } = conflict;
    const place = one.place.querySelector<HTMLElement>('[data-conflict]')!;
    const { line, text } = conflictLine(conflict, (which) => {
      place.replaceChildren();
      keep(one, stands, version);
      if (which === 'theirs') write(one, stands);
      sender.hold(one, false);
      changed([one]);
    });
    place.replaceChildren(line);
    tell(`Deux valeurs pour un jour : ${text}`);
  }

  function say(status: Status): void {
    const line = part('status')!;
    const text = statusInWords(status);
    if (line.textContent !== text) line.textContent = text;
  }

  form.dataset.ready = '';
  if (days.some((one) => toSend(one) !== undefined)) sender.wake();
}
