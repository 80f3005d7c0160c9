/** « Déclaré, retenu, pourquoi » of a quarter, by place and month, as both sides read it; and its signature. */
import { z } from 'zod';
import type { KeptCalculation } from '../../db/subsidies/calculations.ts';
import { agentReasons, type AgentReason } from '../../domain/after-school/calculation.ts';
import { duesOf, toPayIn, toTakeBackIn, type Due, type KeptPlaceMonth } from '../../domain/after-school/kept-line.ts';
import { monthInWords } from '../../domain/quarter.ts';
import {
  byPlace,
  reasonWords,
  scaleInWords,
  totalsByPlace,
  type PlaceMonthShown,
} from '../../views/aes-subsidy/calculation-words.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import type { Facts } from '../../workflows/aes-subsidy/contract.ts';
import { actForm, type ActForm, type FileContext } from '../cases/act-form.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { optionalText, textarea } from '../forms/inputs.ts';
import { calculationPanel, signed, unseen, type Calculated } from '../subsidies/lines-panel.ts';
import type { Pages } from './own.ts';

type Calculations = readonly KeptCalculation<KeptPlaceMonth>[];

/** @param act what one may do about a line: contest it, read what became of it */
export const linesPanel = (
  calculations: Calculations,
  { title, act }: Pick<Calculated<KeptPlaceMonth, PlaceMonthShown>, 'title' | 'act'>,
): Panel =>
  calculationPanel(calculations, {
    title,
    act,
    scale: scaleInWords,
    whyRevised: () => "Un lieu a été envoyé depuis, ou l'ONE a revu des lignes : le trimestre entier est recalculé.",
    groups: byPlace,
    totals: totalsByPlace,
  });

const inFile =
  "Un paiement de cette demande est dans un fichier que la banque n'a pas encore exécuté : il serait compté deux fois. Signez quand le fichier est noté comme exécuté, ou retiré.";

const whyNot = ({ file, row }: FileContext<Pages>): string | undefined =>
  file.own.one.inFile ? inFile : unseen(file.own.one.calculations, row.state.data.calculation?.digest);

/** What each place will be paid, or give back: one takes nothing from another. */
function duesInWords(dues: ReadonlyMap<string, Due>): string {
  const [toPay, toTakeBack] = [toPayIn(dues), toTakeBackIn(dues)];
  const places = (wanted: (due: Due) => boolean): string => String([...dues.values()].filter(wanted).length);
  const said = [
    ...(toPay > 0
      ? [
          `${centsInWords(toPay)} entrent dans le prochain fichier de paiement, un versement par lieu (${places(({ balance }) => balance > 0)}), vers le compte « Accueil temps libre »`,
        ]
      : []),
    ...(toTakeBack > 0
      ? [
          `${centsInWords(toTakeBack)} versés en trop (lieux : ${places(({ balance }) => balance < 0)}) seront repris sur un paiement suivant des mêmes lieux`,
        ]
      : []),
  ];
  return said.length > 0 ? `${said.join(' ; ')} ;` : "rien n'est à verser ni à reprendre, pour aucun lieu ;";
}

export const sign: ActForm<Pages, Facts['sign']> = actForm<Pages>()({
  intro: () => "Votre signature fixe le montant retenu. L'opérateur reçoit la lettre de calcul, avec chaque ligne.",
  wide: true,
  fields: () => [textarea('remarks', "Remarque pour l'opérateur", { required: false, rows: 3 })],
  panels: ({ file }) => {
    const last = file.own.one.calculations.at(-1);
    return [
      ...(last ? [byHand(last)] : []),
      linesPanel(file.own.one.calculations, { title: 'Ce qui est signé : déclaré, retenu, pourquoi' }),
    ];
  },
  ahead: ({ file: { own } }) => [
    { text: duesInWords(duesOf(own.one.calculations.at(-1)?.lines ?? [], own.one.paid)) },
    { text: "l'opérateur lit chaque ligne et peut contester celles qui baissent, une par une." },
  ],
  blocked: (context) => {
    const text = whyNot(context);
    return text ? [{ partial: 'banner', kind: 'warning', title: 'Pas encore', text }] : undefined;
  },
  schema: z.strictObject({ remarks: optionalText() }),
  checkFile: (_, context) => {
    const form = whyNot(context);
    return form ? { form } : {};
  },
  split: (content) => ({ facts: {}, content }),
});

/** What somebody has kept otherwise than the rules. */
function byHand({ lines }: KeptCalculation<KeptPlaceMonth>): Panel {
  const changed = lines.filter(({ reason }) => agentReasons.includes(reason as AgentReason));
  return {
    partial: 'subsidies/by-hand',
    lines: changed.map(({ place, month, declared, retained, reason, text }) => ({
      name: `${place}, ${monthInWords(month)}`,
      amount: centsInWords(retained),
      gap: signed(retained - declared),
      why: reasonWords[reason],
      text,
    })),
  };
}
