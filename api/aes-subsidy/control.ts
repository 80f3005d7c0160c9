/** The control of the places that were sent (`propose`): red days accepted or not, each place and month declared, retained, and why; calculated at once. */
import { z } from 'zod';
import {
  keepDecided,
  loadControl,
  nothingDecided,
  revisionOf,
  workedOut,
  type Control,
  type DecidedByHand,
} from '../../db/aes-subsidy/control.ts';
import { paidByPlace } from '../../db/aes-subsidy/paid-by-place.ts';
import { isLeft, loadPlaces } from '../../db/aes-subsidy/places.ts';
import { keepCalculation } from '../../db/subsidies/calculations.ts';
import { holdCase } from '../../db/subsidies/control.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { scaleInWords } from '../../views/aes-subsidy/calculation-words.ts';
import { slug, type CaseData, type Facts } from '../../workflows/aes-subsidy/contract.ts';
import { hasRest } from '../../workflows/aes-subsidy/rules.ts';
import { actForm, type ActForm, type FileContext, type Sealed } from '../cases/act-form.ts';
import { several } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import { answer, optionalText } from '../forms/inputs.ts';
import { beginsWith, decidedIn, faultsOfLines, fieldsOf, linesInput, notesOf, redDaysOf } from './control-lines.ts';
import type { Pages } from './own.ts';

type Context = FileContext<Pages>;
const points = ['agreement', 'enrolment', 'year', 'red-days'] as const;
const unticked = 'Vérifiez chaque point de la liste de contrôle, puis cochez-le.';
const unread =
  "Ce qui a été envoyé ne peut plus être lu : demandez une correction, pour que l'opérateur envoie à nouveau.";
const moved =
  "Un lieu a été envoyé depuis que vous avez ouvert la page : rien n'a été proposé. Relisez les lignes ci-dessous.";

const schema = z
  .object({ checks: several(answer(unticked), unticked), accepted: several(answer('')).optional() })
  .catchall(optionalText(500)) as unknown as z.ZodType<{ checks: string[] } & Record<string, unknown>>;

export const upheldIn = ({ contests }: Pick<CaseData, 'contests'>): string[] =>
  Object.entries(contests).flatMap(([line, answered]) => (answered === 'upheld' ? [line] : []));

function pointsShown(control: Control): { value: string; text: string; hint?: string }[] {
  const odd = control.places.reduce(
    (count, place) => count + place.months.filter((month) => notesOf(control, place, month).length > 0).length,
    0,
  );
  const red = redDaysOf(control).length;
  return [
    { value: 'agreement', text: 'Lieux agréés pendant le trimestre' },
    {
      value: 'enrolment',
      text: 'Présences plausibles face aux inscrits',
      hint:
        odd === 0 ? 'rien de particulier' : `${String(odd)} ${odd > 1 ? 'mois signalés' : 'mois signalé'} ci-dessus`,
    },
    { value: 'year', text: "Présences plausibles face à l'année précédente" },
    {
      value: 'red-days',
      text: 'Ouvertures un jour où rien n’était demandé, acceptées ou non',
      hint: red === 0 ? 'aucune' : `${String(red)} ci-dessus`,
    },
  ];
}

export const propose: ActForm<Pages, Facts['propose']> = actForm<Pages>()({
  intro: () =>
    "Un montant laissé vide suit les règles ; un montant écrit à la main garde votre motif. L'opérateur lira ces lignes et ces motifs tels quels.",
  wide: true,
  more: 'Recalculer',
  scripts: ['scripts/control.js'],
  begins: ({ file, row }) => (file.own.one.control ? beginsWith(file.own.one.control, upheldIn(row.state.data)) : {}),
  fields: ({ file, row }, typed): Input[] => {
    const { control } = file.own.one;
    if (!control) return [];
    const { paid } = row.state.data;
    const red = redDaysOf(control);
    return [
      ...(red.length > 0
        ? [
            {
              partial: 'field-checkboxes',
              name: 'accepted',
              label: "Ouvert un jour pour lequel rien n'était demandé",
              hint: "L'opérateur a confirmé l'ouverture. Un jour qui n'est pas coché n'est pas payé. « Recalculer » montre ce que cela change.",
              title: true,
              options: red,
            },
          ]
        : []),
      linesInput(control, typed, {
        paid,
        askHref: `/office/${slug}/${row.id}/ask-correction`,
        upheld: upheldIn(row.state.data),
      }),
      {
        partial: 'field-checkboxes',
        name: 'checks',
        label: 'Liste de contrôle',
        title: true,
        required: true,
        options: pointsShown(control),
      },
    ];
  },
  blocked: ({ file }) =>
    file.own.one.control && file.own.one.control.places.length > 0
      ? undefined
      : [{ partial: 'banner', kind: 'warning', title: 'Rien à contrôler', text: unread }],
  panels: ({ file, row }) =>
    hasRest(row.state.data)
      ? [
          {
            partial: 'banner',
            kind: 'information',
            title: "D'autres lieux sont encore à envoyer",
            text: 'Vous contrôlez et proposez ce qui est envoyé. Le reste, une fois envoyé, sera contrôlé ensuite et payé à part.',
          },
        ]
      : file.own.one.control?.places.some(({ late }) => late === 'accepted')
        ? [
            {
              partial: 'banner',
              kind: 'information',
              title: 'Des lieux envoyés hors délai sont acceptés',
              text: 'Ils sont calculés comme les autres.',
            },
          ]
        : [],
  ahead: ({ file, row }) => [
    { text: `le calcul suit le ${scaleInWords(file.own.one.control?.amounts.scale ?? '')} ;` },
    { text: 'une autre personne signe le calcul, ou le renvoie au contrôle ;' },
    { text: "une fois signé, l'opérateur lit chaque ligne et peut contester celles qui baissent, une par une ;" },
    {
      text: `ce qui reste à payer à chaque lieu, après ${centsInWords(row.state.data.paid)} déjà versés, entre dans le prochain fichier de paiement.`,
    },
  ],
  schema,
  checkFile: (values, { file, row }): Faults => {
    const { control } = file.own.one;
    if (!control) return { form: unread };
    const known = new Set([...fieldsOf(control), 'checks', 'accepted']);
    if (Object.keys(values).some((name) => !known.has(name))) return { form: unread };
    const faults = faultsOfLines(control, values, upheldIn(row.state.data));
    return points.every((point) => values.checks.includes(point)) ? faults : { ...faults, checks: unticked };
  },
  split: async (values, { row }, file) => {
    const { control } = (await file()).file.own.one;
    const decided: DecidedByHand = {
      ...(control ? decidedIn(control, values) : nothingDecided),
      upheld: upheldIn(row.state.data),
    };
    return {
      facts: { changed: decided.changes.length, calculation: nothingYet },
      content: { decided, checks: values.checks },
    };
  },
  seal: {
    mark: ({ file }: Context) => file.own.one.control?.mark ?? '',
    async read(trx, { row, content, by, at, today }, seen): Promise<Sealed<Facts['propose']>> {
      const { data } = row.state;
      await holdCase(trx, row.id);
      const control = await loadControl(trx, { caseId: row.id, data });
      if (control.places.length === 0) return { ok: false, moved: false, fault: unread };
      if (control.mark !== seen) return { ok: false, moved: true, fault: moved };
      const { decided } = content as { decided: DecidedByHand };
      await keepDecided(trx, { caseId: row.id, decided, by, at });
      const byPlace = await paidByPlace(trx, row.id);
      const { calculation, advance, lines } = workedOut(control, decided, { paid: data.paid, byPlace });
      const of = { organisingBodyId: row.organising_body_id, quarter: data.quarter };
      const left = (await loadPlaces(trx, of, today)).filter(isLeft).length;
      await keepCalculation(
        trx,
        { caseId: row.id, revision: await revisionOf(trx, row.id), at },
        { calculation: { ...calculation, advance }, lines },
      );
      return {
        ok: true,
        facts: { changed: decided.changes.length, calculation, left },
        content: { ...content, advance, lines, paid: Object.fromEntries(byPlace) },
      };
    },
  },
});
/** Replaced in the transaction of the act, by what its lines come to. */
const nothingYet = { scale: '', declared: 0, retained: 0, digest: '' };
