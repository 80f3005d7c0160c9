/** One parameter: its values from the last to the first, the change that waits, the form for another, and what that would touch. */
import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../db/access/viewer.ts';
import type { Parameter } from '../../../db/models/parameter.ts';
import type { RuleChange } from '../../../db/models/rule-change.ts';
import type { EffectOfChange } from '../../../db/parameters/effect-of-change.ts';
import type { Day } from '../../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../../domain/french-dates.ts';
import { inWords, type Quantity } from '../../../domain/quantity.ts';
import { errorLinks, idsOf, withTyped, type Faults } from '../../forms/form.ts';
import { parameterInputs, whyInputs } from './parameter-form.ts';
import { sourceInWords, statusBadges, titleOf, wantedOf, type Group } from './words.ts';

export interface ParameterFile {
  groups: readonly Group[];
  /** Oldest first; never empty. */
  values: readonly [Parameter, ...Parameter[]];
  /** Newest first, whatever became of them. */
  changes: readonly RuleChange[];
  version: number;
  effect: EffectOfChange;
  today: Day;
  /** The first day on which a change may count. */
  first: Day;
}
export interface Typed {
  typed: Readonly<Record<string, unknown>>;
  faults: Faults;
  token?: string;
  /** What the effect was counted for. */
  wanted?: Quantity;
  /** First day of a confirmed value that is to be taken back. */
  remove?: Day;
}

export function presentParameter(
  viewer: Viewer,
  file: ParameterFile,
  { typed, faults, token, wanted, remove }: Typed,
): object {
  const { values, changes, version, effect, today, first } = file;
  const [{ slug, code, label }] = values;
  const current = values.findLast(({ valid_from: from }) => from <= today) ?? values[0];
  const waiting = changes.find((change) => change.statusOn(first) === 'proposed');
  const url = `/supervision/parameters/${slug}/${code}`;
  const taken =
    remove === undefined ? undefined : values.find(({ valid_from: from }) => from === remove && from >= first);
  const asked = taken ? whyInputs().filter(({ name }) => name !== 'source') : parameterInputs(current, first);
  const inputs = asked.map((input) => withTyped(input, typed, faults));
  return {
    label,
    procedure: titleOf(file.groups, slug),
    timeline: timelineOf(file, waiting),
    historyHref: '/supervision/parameters/changes',
    ...(waiting
      ? {
          waiting: {
            href: `/supervision/parameters/changes/${waiting.id}`,
            text: waitingText(viewer, waiting, values),
          },
        }
      : {
          action: url,
          token: token ?? randomUUID(),
          version,
          inputs: taken ? [] : inputs,
          effects: effectsOf(current, effect, wanted, typeof typed.fromOn === 'string' ? typed.fromOn : undefined),
          withdrawable: withdrawable(file, url),
          ...(taken
            ? {
                removal: {
                  title: `Annuler : ${inWords(taken)} dès le ${formatShortDate(taken.valid_from)}`,
                  from: taken.valid_from,
                  inputs,
                },
              }
            : {}),
        }),
    errors: errorLinks(faults, waiting ? [] : idsOf(inputs)),
  };
}

/** Newest first: what waits, what is confirmed for later, what counts now, what counted. */
function timelineOf({ values, changes, today }: ParameterFile, waiting: RuleChange | undefined): object[] {
  const asked = (value: Parameter): RuleChange | undefined =>
    changes.find(
      ({ status, effect, from_on: from }) => status === 'approved' && effect === 'set' && from === value.valid_from,
    );
  const past = values.toReversed().map((value) => {
    const change = asked(value);
    const ahead = value.valid_from > today;
    const current = !ahead && (value.valid_to === null || value.valid_to >= today);
    return {
      when: ahead
        ? `dès le ${formatLongDate(value.valid_from)}`
        : value.valid_to && !current
          ? `du ${formatShortDate(value.valid_from)} au ${formatShortDate(value.valid_to)}`
          : `depuis le ${formatLongDate(value.valid_from)}`,
      what: inWords(value),
      text: [
        sourceInWords(value.source, value.reference),
        change ? `demandé par ${change.proposer}, confirmé par ${change.decider ?? ''}` : '',
      ]
        .filter(Boolean)
        .join(' ; '),
      ...(ahead ? { kind: 'next' } : current ? { kind: 'decided' } : {}),
      ...(change ? { href: `/supervision/parameters/changes/${change.id}`, linkText: 'Voir la demande' } : {}),
    };
  });
  return waiting
    ? [
        {
          when: `dès le ${formatLongDate(waiting.from_on)}`,
          what: wantedOf(waiting, values),
          text: `demandé par ${waiting.proposer}, ${statusBadges.proposed.text}`,
          kind: 'next',
        },
        ...past,
      ]
    : past;
}

const waitingText = (viewer: Viewer, change: RuleChange, values: readonly Parameter[]): string =>
  `${change.proposed_by === viewer.userId ? 'Vous avez demandé' : `${change.proposer} a demandé`} : ${wantedOf(change, values)} dès le ${formatLongDate(change.from_on)}. Une nouvelle demande sera possible après la réponse.`;

/** « 41 dossiers ouverts gardent 60 jours », and what the next ones will get. */
export function effectsOf(
  { unit }: Quantity,
  { keep, opened, closed }: EffectOfChange,
  wanted: Quantity | undefined,
  from: string | undefined,
): { text: string }[] {
  const cases = (count: number): string => `${count.toLocaleString('fr-BE')} ${count < 2 ? 'dossier' : 'dossiers'}`;
  const since = from ? `dès le ${from}` : 'dès la date choisie';
  const value = wanted ? inWords(wanted) : 'la nouvelle valeur';
  const perMonth = Math.round(opened / 12);
  return [
    ...(keep.length === 0
      ? [{ text: "Aucun dossier ouvert n'est concerné." }]
      : keep.map((kept) => ({
          text: `${cases(kept.cases)} ${kept.cases < 2 ? 'ouvert garde' : 'ouverts gardent'} ${inWords({ value: kept.value, unit })} ; ${kept.cases < 2 ? 'ses échéances' : 'leurs échéances'} ne bougent pas.`,
        }))),
    {
      text: `Les demandes introduites ${since} auront ${value}${perMonth > 0 ? ` : environ ${perMonth.toLocaleString('fr-BE')} par mois` : ''}.`,
    },
    ...(closed && wanted
      ? [
          {
            text: `Sur les 12 derniers mois, ${String(closed.longer)} ${closed.longer < 2 ? 'dossier clôturé' : 'dossiers clôturés'} sur ${String(closed.all)} auraient dépassé ${value} à l'ONE.`,
          },
        ]
      : []),
  ];
}

/** Values that were confirmed and have not begun: taking one back is a change too. */
const withdrawable = ({ values, first }: ParameterFile, url: string): object[] =>
  values
    .slice(1)
    .filter(({ valid_from: from }) => from >= first)
    .map((value) => ({
      text: `${inWords(value)} dès le ${formatShortDate(value.valid_from)}`,
      href: `${url}?remove=${value.valid_from}`,
    }));
