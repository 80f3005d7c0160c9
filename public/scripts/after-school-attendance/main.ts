/** A month of attendance after school as one types: what is wrong is told by the rules of the server, and each day saves itself. */
import { closedInWords, enrolledTypedInWords, typedInWords } from '../../../domain/after-school/attendance-words.ts';
import { isBlank } from '../../../domain/after-school/counts.ts';
import { daysOn, keep, openOn, toSend, typedOn, write, type DayOnPage } from './days.ts';
import { createDrawing, partOf } from './drawing.ts';
import { enrolledOn } from './enrolled.ts';
import { drawCells } from './fields.ts';
import { listenToKeys } from './keys.ts';
import { listenToPaste } from './paste.ts';
import { conflictLine, statusInWords } from './told.ts';
import { createSender, type Conflict, type EnrolledConflict, type Status } from './sending.ts';

const form = document.querySelector<HTMLFormElement>('form[data-counts]');
if (form) start(form);

function start(form: HTMLFormElement): void {
  const days = daysOn(form);
  const { counts: url = '', csrf = '' } = form.dataset;
  const tell = (text: string): void => {
    partOf('told')!.textContent = text;
  };
  partOf('with-script')!.hidden = false;

  const [nursery, primary] = ['e.n', 'e.p'].map((name) => form.elements.namedItem(name) as HTMLInputElement) as [
    HTMLInputElement,
    HTMLInputElement,
  ];
  const enrolled = enrolledOn(form, nursery, primary);
  const draw = createDrawing(
    { form, days, nursery, primary },
    {
      changed: (one) => changed([one]),
      enrolled: () => {
        draw();
        sender.wake();
      },
    },
  );
  const sender = createSender(
    { url, csrf, days, enrolled },
    {
      status: say,
      conflict: showConflict,
      refused: (one, why) => showErrors(one, [why]),
      enrolledConflict: showEnrolledConflict,
      saved: draw,
    },
  );

  function changed(some: readonly DayOnPage[]): void {
    for (const one of some) lookAt(one);
    draw();
    sender.wake();
  }
  form.addEventListener('input', ({ target }) => {
    const one = days.find(({ place }) => target instanceof Node && place.contains(target));
    if (one && target instanceof HTMLInputElement && target.type === 'radio' && target.value === 'no') {
      decline(one);
      draw();
      sender.wake();
    } else changed(one ? [one] : days);
  });
  addEventListener('beforeunload', (event) => {
    if (sender.isWaiting()) event.preventDefault();
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

  /** The place was closed: the number is not kept, what stood there is taken away, and that is said. */
  function decline(one: DayOnPage): void {
    const { counted: typed } = typedOn(one);
    for (const input of one.inputs.values()) input.value = '';
    const why = one.place.querySelector('.day-why')?.textContent.replace('Non requis', '').trim() ?? '';
    const radio = one.place.querySelector<HTMLInputElement>('input[type="radio"]:checked');
    if (radio) radio.checked = false;
    const text = closedInWords(why, { typed, stood: one.kept });
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

  function showConflict(conflict: Conflict): void {
    const { one, stands, version } = conflict;
    const place = one.place.querySelector<HTMLElement>('[data-conflict]')!;
    const { line, text } = conflictLine(conflict, typedInWords(typedOn(one).counted), (which) => {
      place.replaceChildren();
      const { together } = typedOn(one).counted;
      const had = new Set(one.inputs.keys());
      keep(one, stands, version);
      // What the page had no cell for is theirs in any case: nobody has written over it here.
      drawCells(one, which === 'theirs' ? stands : { ...stands, together });
      write(one, stands, (letter) => which === 'theirs' || ('dm'.includes(letter) && !had.has(letter)));
      sender.release(one);
      changed([one]);
    });
    place.replaceChildren(line);
    tell(`Deux valeurs pour un jour : ${text}`);
  }

  function showEnrolledConflict(conflict: EnrolledConflict): void {
    const { stands, version } = conflict;
    const place = partOf('enrolled-conflict')!;
    const { line, text } = conflictLine(conflict, enrolledTypedInWords(enrolled.toSend() ?? stands), (which) => {
      place.replaceChildren();
      enrolled.keep(stands, version);
      if (which === 'theirs') enrolled.write(stands);
      sender.release(enrolled);
      changed(days);
      nursery.focus();
    });
    place.replaceChildren(line);
    tell(`Deux valeurs pour les inscrits : ${text}`);
  }

  function say(status: Status): void {
    const line = partOf('status')!;
    const text = statusInWords(status);
    if (line.textContent !== text) line.textContent = text;
  }

  form.dataset.ready = '';
  if (days.some((one) => toSend(one) !== undefined)) sender.wake();
}
