/** The signature of a calculation: what was changed by hand is read first; nothing is signed while a file holds a payment of it. */
import { z } from 'zod';
import type { KeptCalculation } from '../../db/subsidies/calculations.ts';
import { agentReasons, type AgentReason } from '../../domain/subsidy/lines.ts';
import { lineWords } from '../../views/quarterly-subsidy/words.ts';
import { centsInWords } from '../../views/subsidies/trace.ts';
import { reasonWords } from '../../views/subsidies/words.ts';
import type { Facts } from '../../workflows/quarterly-subsidy/contract.ts';
import { balanceOf } from '../../workflows/signed-sum.ts';
import { actForm, type ActForm, type FileContext } from '../cases/act-form.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import { optionalText, textarea } from '../forms/inputs.ts';
import { linesPanel, signed, unseen } from '../subsidies/lines-panel.ts';
import type { Pages } from './own.ts';

const inFile =
  'Un paiement de cette demande est dans un fichier que la banque n’a pas encore exécuté : le solde le compterait deux fois. Signez quand le fichier est noté comme exécuté, ou retiré.';

const whyNot = ({ file, row }: FileContext<Pages>): string | undefined =>
  file.own.one.inFile ? inFile : unseen(file.own.one.calculations, row.state.data.calculation?.digest);

export const sign: ActForm<Pages, Facts['sign']> = actForm<Pages>()({
  intro: () => "Votre signature fixe le montant retenu. L'opérateur reçoit la lettre de calcul, avec chaque ligne.",
  wide: true,
  fields: () => [textarea('remarks', "Remarque pour le milieu d'accueil", { required: false, rows: 3 })],
  panels: ({ file }) => {
    const last = file.own.one.calculations.at(-1);
    return [
      ...(last ? [byHand(last)] : []),
      linesPanel(file.own.one.calculations, { title: 'Ce qui est signé : déclaré, retenu, pourquoi' }),
    ];
  },
  ahead: ({ row }) => {
    const balance = balanceOf(row.state.data);
    return [
      {
        text:
          balance > 0
            ? `${centsInWords(balance)} entrent dans le prochain fichier de paiement, vers le compte validé ;`
            : balance === 0
              ? 'rien n’est à verser ni à reprendre ;'
              : `${centsInWords(-balance)} versés en trop seront repris sur le prochain paiement de ce milieu d'accueil ;`,
      },
      { text: "l'opérateur lit chaque ligne et peut contester celles qui baissent, une par une ;" },
      { text: 'si le tableau des forfaits est corrigé, la demande est révisée d’elle-même.' },
    ];
  },
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
function byHand({ lines }: KeptCalculation): Panel {
  const changed = lines.filter(({ reason }) => agentReasons.includes(reason as AgentReason));
  return {
    partial: 'subsidies/by-hand',
    lines: changed.map(({ code, declared, retained, reason, text }) => ({
      name: lineWords[code],
      amount: centsInWords(retained),
      gap: signed(retained - declared),
      why: reasonWords[reason],
      text,
    })),
  };
}
