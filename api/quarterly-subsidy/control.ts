/** The control of a request (`propose`): a checklist, and each line declared, retained, and why; calculated at once, or as soon as the table is published. */
import { z } from 'zod';
import { keepCalculation, keepChanges, type ChangeByHand } from '../../db/subsidies/calculations.ts';
import { holdCase, loadControl, workedOut, type Control } from '../../db/subsidies/control.ts';
import { holdScale } from '../../db/subsidies/rules.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { lastDayOf, quarterInWords } from '../../domain/quarter.ts';
import { upheldLines } from '../../domain/subsidy/lines.ts';
import { normOf } from '../../domain/subsidy/norms.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { regimeInWords, scaleInWords } from '../../views/subsidies/words.ts';
import { slug, type Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { actForm, type ActForm, type FileContext, type Sealed } from '../cases/act-form.ts';
import type { Ahead, Panel } from '../cases/procedure-pages.ts';
import { several } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import { answer, optionalText } from '../forms/inputs.ts';
import { correctedOn } from './corrections.ts';
import { beginsWith, changesIn, faultsOfLines, lineFields, linesInput } from './control-lines.ts';
import type { Pages } from './own.ts';

const points = ['team', 'salaries', 'norm', 'attendance', 'closures', 'doctors', 'attachments'] as const;
type Point = (typeof points)[number];
type Context = FileContext<Pages>;
const fullTimes = (value: number): string => value.toFixed(2).replace('.', ',');

function pointsShown({ declared, rules }: Control, quarter: string): { value: Point; text: string; hint?: string }[] {
  const { places } = rules;
  const dropped = declared.consultations.filter(({ valid, sent }) => !valid || !sent).length;
  const perPlace = places > 0 ? (declared.attendance.days + declared.attendance.halfDays / 2) / places : 0;
  const words: Record<Point, [text: string, hint?: string]> = {
    team: [`Mon Équipe complète au ${formatShortDate(lastDayOf(quarter))}`],
    salaries: ['Salaires bruts plausibles'],
    norm: [
      `Norme d'encadrement appliquée pour ${String(places)} places`,
      `${fullTimes(normOf('pms', places))} ETP psycho-médico-social, ${fullTimes(normOf('childcare', places))} ETP d'accueil`,
    ],
    attendance: [
      `Présences plausibles pour ${String(places)} places`,
      `${String(declared.attendance.days)} journées et ${String(declared.attendance.halfDays)} demi-jours : ${perPlace.toFixed(1).replace('.', ',')} jours par place`,
    ],
    closures: ['Fermetures concordantes avec les présences'],
    doctors: [
      'Médecins aux dates des séances',
      dropped === 0
        ? 'toutes les séances sont retenues'
        : `${String(dropped)} ${dropped > 1 ? 'séances écartées' : 'séance écartée'} sur ${String(declared.consultations.length)}`,
    ],
    attachments: ['Pièces jointes lues'],
  };
  return points.map((value) => {
    const [text, hint] = words[value];
    return { value, text, ...(hint ? { hint } : {}) };
  });
}

const unread =
  "Ce qui a été soumis ne peut plus être lu : demandez une correction, pour que l'opérateur soumette à nouveau.";
const unticked = 'Vérifiez chaque point de la liste de contrôle, puis cochez-le.';
const schema = z.strictObject({
  ...Object.fromEntries(lineFields.map((name) => [name, optionalText(500)])),
  checks: several(answer(unticked), unticked),
}) as unknown as z.ZodType<{ checks: string[] } & Record<string, unknown>>;

export const propose: ActForm<Pages, Facts['propose']> = actForm<Pages>()({
  intro: ({ file }) =>
    file.own.one.control?.scale
      ? "Les montants proposés viennent des règles ; un montant changé à la main garde votre motif. L'opérateur lira ces lignes et ces motifs tels quels."
      : 'Le tableau des forfaits du trimestre n’est pas publié : le contrôle peut être terminé, le calcul se fera dès la publication, avec ce que vous retenez ici.',
  wide: true,
  more: 'Recalculer',
  scripts: ['scripts/control.js'],
  begins: ({ file, row }) =>
    file.own.one.control ? beginsWith(file.own.one.control, upheldLines(row.state.data.contests)) : {},
  fields: ({ file, row }, typed): Input[] => {
    const { control } = file.own.one;
    if (!control) return [];
    const { quarter, paid } = row.state.data;
    return [
      linesInput(control, typed, {
        paid,
        corrected: correctedOn(file),
        askHref: `/office/${slug}/${row.id}/ask-correction`,
        upheld: upheldLines(row.state.data.contests),
      }),
      {
        partial: 'field-checkboxes',
        name: 'checks',
        label: 'Liste de contrôle',
        title: true,
        required: true,
        options: pointsShown(control, quarter),
      },
    ];
  },
  blocked: ({ file }) =>
    file.own.one.control
      ? undefined
      : [{ partial: 'banner', kind: 'warning', title: 'Rien à contrôler', text: unread }],
  panels: (context) => sidePanels(context),
  ahead: ({ row, file }) => aheadOf(file.own.one.control, row.state.data.paid),
  schema,
  checkFile: (values, { file, row }): Faults => {
    const { control } = file.own.one;
    if (!control) return { form: unread };
    const faults = faultsOfLines(control, values, upheldLines(row.state.data.contests));
    return points.every((point) => values.checks.includes(point)) ? faults : { ...faults, checks: unticked };
  },
  split: async (values, _context, file) => {
    const { control } = (await file()).file.own.one;
    const changes = control ? changesIn(control, values) : [];
    const facts: Facts['propose'] = { changed: changes.length, calculation: null };
    return { facts, content: { changes, checks: values.checks } };
  },
  seal: {
    mark: ({ file }) => file.own.one.control?.mark ?? '',
    async read(trx, { row, content, by, at }, seen): Promise<Sealed<Facts['propose']>> {
      const { quarter, paid, revision } = row.state.data;
      if (row.facility_id === null) throw new Error('a quarter without a facility');
      await holdCase(trx, row.id);
      const control = await loadControl(trx, { caseId: row.id, facilityId: row.facility_id, quarter });
      if (!control) return { ok: false, moved: false, fault: unread };
      // From here on nobody publishes a table before this control is there, or it begins anew.
      if (control.regime) await holdScale(trx, quarter, control.regime);
      if (control.mark !== seen) return { ok: false, moved: true, fault: movedText(control) };
      const { changes } = content as { changes: ChangeByHand[] };
      await keepChanges(trx, { caseId: row.id, changes, by, at });
      const worked = workedOut(control, changes, paid);
      const changed = changes.length;
      if (!worked) return { ok: true, facts: { changed, calculation: null }, content };
      await keepCalculation(trx, { caseId: row.id, revision, at }, worked);
      return {
        ok: true,
        facts: { changed, calculation: worked.calculation },
        content: { ...content, lines: worked.lines },
      };
    },
  },
});

const movedText = ({ scale }: Control): string =>
  scale
    ? `Le ${scaleInWords(scale.version)} est publié, ou la déclaration a changé depuis que vous avez ouvert la page : rien n'a été proposé. Relisez les lignes ci-dessous.`
    : "La déclaration a changé depuis que vous avez ouvert la page : rien n'a été proposé. Relisez les lignes ci-dessous.";

function sidePanels({ row, file, today }: Context): Panel[] {
  const { control } = file.own.one;
  if (!control) return [];
  const { late, derogation, quarter } = row.state.data;
  const { previous, scale, regime } = control;
  return [
    ...(late
      ? [
          {
            partial: 'banner',
            kind: 'warning',
            title: 'Soumise hors délai',
            text: `Le dernier jour était le ${formatLongDate(row.state.data.lastDay)}${derogation === 'granted' ? ', dérogation comprise' : ''}. Rien n'est refusé pour ce seul motif ; aucune avance n'a été versée pendant le retard.`,
          },
        ]
      : []),
    ...(regime
      ? []
      : [
          {
            partial: 'banner',
            kind: 'warning',
            title: "Le régime du pouvoir organisateur n'est pas connu",
            text: 'Sans lui, aucun tableau des forfaits ne s’applique : la demande attendra.',
          },
        ]),
    {
      partial: 'subsidies/control-beside',
      scale: scale
        ? `D'après le ${scaleInWords(scale.version)}, publié le ${formatLongDate(dayOf(scale.publishedAt))}.`
        : `En attente du tableau des forfaits du ${quarterInWords(quarter)}${regime ? `, ${regimeInWords(regime)}` : ''}.`,
      ...(previous
        ? {
            previous: {
              title: quarterInWords(previous.quarter),
              declared: centsInWords(previous.calculation.declared),
              retained: centsInWords(previous.calculation.retained),
            },
          }
        : {}),
      today,
    },
  ];
}

const aheadOf = (control: Control | undefined, paid: number): Ahead[] =>
  control?.scale
    ? [
        { text: 'une autre personne signe le calcul, ou le renvoie au contrôle ;' },
        { text: "une fois signé, l'opérateur lit chaque ligne et peut contester celles qui baissent, une par une ;" },
        {
          text: `le solde, moins ${centsInWords(paid)} déjà versés, entre dans le prochain fichier de paiement, vers le compte validé ;`,
        },
        { text: 'si le tableau est corrigé, la demande est révisée d’elle-même.' },
      ]
    : [
        { text: 'la demande attend le tableau des forfaits : ni vous ni l’opérateur n’avez rien à faire ;' },
        { text: 'à la publication, elle est calculée avec ce que vous retenez, et proposée à la signature.' },
      ];
