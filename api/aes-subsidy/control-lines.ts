/** The lines of a control as inputs: by place and month, an amount that may be kept otherwise, for a reason. Drawn by `subsidies/control`. */
import { resultOf, type Control, type ControlledPlace, type DecidedByHand } from '../../db/aes-subsidy/control.ts';
import { anomaliesOf } from '../../domain/after-school/anomalies.ts';
import { childrenInWords, enrolledInWords } from '../../domain/after-school/attendance-words.ts';
import {
  agentReasons,
  dayOf as redDay,
  lineOf,
  type AgentReason,
  type Line,
  type LineCode,
} from '../../domain/after-school/calculation.ts';
import { keepLine } from '../../domain/after-school/kept-line.ts';
import {
  childrenOn,
  enrolledIn,
  isAcceptable,
  isUnsaid,
  type SnapshotMonth,
} from '../../domain/after-school/snapshot.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { readTyped } from '../../domain/quantity.ts';
import { centsOf } from '../../domain/traced.ts';
import { agentReasonWords, presences, shownPlaceMonth } from '../../views/aes-subsidy/calculation-words.ts';
import {
  anomalyInWords,
  differencesInWords,
  redDayInWords,
  sendingInWords,
} from '../../views/aes-subsidy/control-words.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import type { Typed } from '../cases/act-form.ts';
import { amountIn } from '../documents/plain-sheet.ts';
import type { Faults, Input } from '../forms/form.ts';
import { signed } from '../subsidies/lines-panel.ts';

export const amountOf = (code: LineCode): string => `retained-${code}`;
export const reasonOf = (code: LineCode): string => `reason-${code}`;
export const textOf = (code: LineCode): string => `text-${code}`;
export const fieldsOf = (control: Control): string[] =>
  resultOf(control, control.decided).lines.flatMap(({ code }) => [amountOf(code), reasonOf(code), textOf(code)]);

const text = (typed: unknown): string => (typeof typed === 'string' ? typed.trim() : '');
const centsIn = (typed: unknown): number | undefined => {
  const read = text(typed) === '' ? undefined : readTyped(text(typed), 'cents');
  return read?.ok && read.value >= 0 ? read.value : undefined;
};
const tickedIn = (typed: unknown): string[] =>
  (Array.isArray(typed) ? typed : [typed]).filter((one): one is string => typeof one === 'string' && one !== '');
const reasonsFor = (code: LineCode, upheld: readonly LineCode[]): AgentReason[] =>
  agentReasons.filter((reason) => reason !== 'contest-upheld' || upheld.includes(code));

/** Red days on which a place says to have been open with children, and that may be accepted, in the order of places and days: « <place>.<day> ». */
export const redDaysOf = ({ places }: Control): { value: string; text: string; hint: string }[] =>
  places.flatMap(({ facilityId, name, months }) =>
    months.flatMap(({ days }) =>
      days.flatMap((day) =>
        day.notRequired && isAcceptable(day) && childrenOn(day) > 0
          ? [
              {
                value: redDay(facilityId, day.day),
                text: `${name}, ${formatLongDate(day.day)} : ${redDayInWords(day.notRequired)}`,
                hint: `${childrenInWords(childrenOn(day))} ${childrenOn(day) < 2 ? 'envoyé' : 'envoyés'}. Coché : l'ouverture est acceptée et payée.`,
              },
            ]
          : [],
      ),
    ),
  );

/**
 * What the form holds before anything is typed: what was kept by hand before, and what a contest has won since. An empty amount follows the rules,
 * as it does for a line of which the rules keep all that was declared.
 */
export function beginsWith(control: Control, upheld: readonly LineCode[]): Typed {
  const { accepted, changes } = control.decided;
  const typed: Record<string, string | string[]> = { accepted: [...accepted] };
  for (const { code, declared, retained } of resultOf(control, { accepted, changes: [] }).lines) {
    const change = changes.find(({ line }) => line === code);
    if (upheld.includes(code) && !control.decided.upheld?.includes(code)) {
      if (centsOf(declared) === centsOf(retained)) continue;
      typed[amountOf(code)] = amountIn(centsOf(declared));
      typed[reasonOf(code)] = 'contest-upheld' satisfies AgentReason;
    } else if (change) {
      typed[amountOf(code)] = amountIn(change.cents);
      typed[reasonOf(code)] = change.reason;
      if (change.text) typed[textOf(code)] = change.text;
    }
  }
  return typed;
}

/** What was typed, as it is decided, but for the contests that were upheld by then. A reason that is missing counts as « autre »: the form asks for it. */
export function decidedIn(control: Control, typed: Typed): DecidedByHand {
  const known = new Set(redDaysOf(control).map(({ value }) => value));
  const accepted = tickedIn(typed.accepted).filter((value) => known.has(value));
  const changes = resultOf(control, { accepted, changes: [] }).lines.flatMap(({ code, retained }) => {
    const cents = centsIn(typed[amountOf(code)]);
    if (cents === undefined || cents === centsOf(retained)) return [];
    const reason = agentReasons.find((one) => one === typed[reasonOf(code)]) ?? 'other';
    const said = text(typed[textOf(code)]);
    return [{ line: code, cents, reason, ...(said ? { text: said } : {}) }];
  });
  return { accepted, changes };
}

/** An amount that is none, or more than was declared; one without its reason; a reason that says nothing. */
export function faultsOfLines(control: Control, typed: Typed, upheld: readonly LineCode[]): Faults {
  const faults: Faults = {};
  const { accepted } = decidedIn(control, typed);
  for (const { code, declared, retained } of resultOf(control, { accepted, changes: [] }).lines) {
    const amount = text(typed[amountOf(code)]);
    if (amount === '') continue;
    const cents = centsIn(amount);
    if (cents === undefined)
      faults[amountOf(code)] = `« ${amount} » n'est pas un montant : écrivez par exemple 1 027,20, ou laissez vide`;
    else if (cents > centsOf(declared))
      faults[amountOf(code)] =
        `Le montant retenu ne dépasse pas le montant déclaré (${centsInWords(centsOf(declared))})`;
    else if (cents !== centsOf(retained)) {
      const reason = typed[reasonOf(code)];
      if (!reasonsFor(code, upheld).includes(reason as AgentReason))
        faults[reasonOf(code)] = "Choisissez pourquoi ce montant n'est pas celui des règles : l'opérateur le lira";
      else if (reason === 'other' && text(typed[textOf(code)]) === '')
        faults[textOf(code)] = "Écrivez le motif : l'opérateur le lira";
    }
  }
  return faults;
}

interface Around {
  paid: number;
  askHref: string;
  upheld: readonly LineCode[];
}
/** The table, with what each typed amount makes of its line and of the total. */
export function linesInput(control: Control, typed: Typed, { paid, askHref, upheld }: Around): Input {
  const decided = decidedIn(control, typed);
  const rules = new Map(resultOf(control, { ...decided, changes: [] }).lines.map((line) => [line.code, line]));
  const result = resultOf(control, decided);
  const [declared, retained] = [centsOf(result.declared), centsOf(result.retained)];
  const byCode = new Map(result.lines.map((line) => [line.code, line]));
  return {
    partial: 'subsidies/control',
    name: 'lines',
    label: 'Déclaré, retenu, pourquoi',
    inputs: control.places.flatMap((place) =>
      place.months.map((month, index): Input => {
        const code = lineOf({ facilityId: place.facilityId, month: month.month });
        const line = byCode.get(code)!;
        return {
          ...lineInput(line, rules.get(code) ?? line, { text: text(typed[textOf(code)]), upheld }),
          ...(index === 0 ? { heading: headingOf(place) } : {}),
          basis: basisOf(line, month),
          notes: notesOf(control, place, month),
          ...differencesOn(place, month),
          askHref: `${askHref}?line=${code}`,
        };
      }),
    ),
    declared,
    retained,
    gap: retained === declared ? undefined : signed(retained - declared),
    paid,
    balance: retained - paid,
    changed: decided.changes.length,
  };
}
/** « 1 284 présences, 117 inscrits » */
const basisOf = ({ children }: Line, month: SnapshotMonth): string => {
  const enrolled = enrolledIn(month);
  return `${presences(children.declared)}, ${enrolled === null ? 'inscrits pas dits' : enrolledInWords(enrolled)}`;
};
const headingOf = ({ name, sentAt, revision, late }: ControlledPlace): string =>
  `${name} · ${sendingInWords({ on: dayOf(sentAt), revision, late })}`;
function differencesOn({ differences }: ControlledPlace, { month }: SnapshotMonth): { corrected?: string } {
  const here = differences.filter((one) => one.month === month);
  return here.length > 0 ? { corrected: differencesInWords(here) } : {};
}
/** Enrolled children, then what is unusual. */
export function notesOf(
  { amounts, yearBefore }: Control,
  { facilityId }: ControlledPlace,
  month: SnapshotMonth,
): string[] {
  const before = yearBefore.get(lineOf({ facilityId, month: month.month }));
  const enrolled = enrolledIn(month);
  const days = month.days
    .filter((day) => !isUnsaid(day))
    .map((day) => ({ day: day.day, children: childrenOn(day), red: day.notRequired !== null }));
  const unsaid = month.days.filter((day) => isUnsaid(day) && childrenOn(day) > 0).map(({ day }) => day);
  return anomaliesOf({ enrolled, days, unsaid, ...(before ? { yearBefore: before } : {}) }, amounts.yearGap).map(
    anomalyInWords,
  );
}

function lineInput(
  line: Line,
  rule: Line,
  { text: said, upheld }: { text: string; upheld: readonly LineCode[] },
): Input {
  const { code } = line;
  const shown = shownPlaceMonth(keepLine(line, { place: '' }));
  const byRules = shownPlaceMonth(keepLine(rule, { place: '' }));
  return {
    ...shown,
    partial: '',
    name: `line-${code}`,
    label: shown.name,
    rule: byRules.retained,
    isBlank: shown.retained === byRules.retained,
    gap: shown.gap === 0 ? undefined : signed(shown.gap),
    isChanged: shown.retained !== byRules.retained,
    beside: byRules.beside,
    hasText: said !== '',
    inputs: [
      { partial: 'amount', name: amountOf(code), label: `Retenu, s'il diffère des règles : ${shown.name}` },
      {
        partial: 'reason',
        name: reasonOf(code),
        label: `Pourquoi : ${shown.name}`,
        options: [
          { value: '', text: byRules.why },
          ...reasonsFor(code, upheld).map((value) => ({ value, text: agentReasonWords[value] })),
        ],
      },
      { partial: 'text', name: textOf(code), label: `Explication : ${shown.name}` },
    ],
  };
}
