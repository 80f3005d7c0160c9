/** The forms of the acts on a validation. */
import { z } from 'zod';
import { changesSince, markOf, type ChangeSeen } from '../../db/team-validation/marks.ts';
import { readTeam } from '../../db/team-validation/read-team.ts';
import { memberLines, nameOf, peopleInWords, sectionWords } from '../../views/team-validation/members.ts';
import { actForm, type ActForm, type Sealed } from '../cases/act-form.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ActForms, type ProcedurePages } from '../cases/procedure-pages.ts';
import { oneText } from '../cases/usual-forms.ts';
import type { Facts } from '../../workflows/team-validation/contract.ts';
import { placeOf, type Pages } from './own.ts';
import { checklistPanel, isBlocked } from './points.ts';
import { statementOf } from './signing.ts';

/** What is signed is read in the act's own transaction, below: the form itself holds nothing. */
const nothingYet: Facts['validate'] = { digest: '', people: 0, links: 0, warnings: 0 };

const validate: ActForm<Pages, Facts['validate']> = actForm<Pages>()({
  intro: ({ row }) => `« ${statementOf(row)} »`,
  fields: () => [],
  wide: true,
  panels: ({ file }) => [
    {
      partial: 'team-validation/members',
      id: 'liste',
      title: `Ce qui est signé : ${peopleInWords(file.own.now.figures.people)}`,
      lines: memberLines(file.own.now.snapshot.members),
      empty: "Aucune personne n'est encodée.",
    },
  ],
  blocked: ({ file }) => (isBlocked(file) ? [checklistPanel(file, `/pro/team-validation/${file.row.id}`)] : undefined),
  schema: z.strictObject({}),
  split: () => ({ facts: nothingYet, content: {} }),
  seal: {
    mark: ({ file }) => markOf(file.own.now.snapshot),
    async read(trx, { row, today, ability }, seen): Promise<Sealed<Facts['validate']>> {
      const now = await readTeam(trx, placeOf(row), { year: row.state.data.year, today, ability });
      const changes = changesSince(seen, now.snapshot);
      if (changes) return { ok: false, moved: true, fault: movedText(changes) };
      if (isBlocked({ own: { now } }))
        return { ok: false, moved: false, fault: "Des points empêchent la validation : rien n'a été signé." };
      const { people, links } = now.figures;
      return {
        ok: true,
        facts: { digest: now.digest, people, links, warnings: now.points.length },
        content: { statement: statementOf(row), team: now.snapshot },
      };
    },
  },
});

export const acts: ActForms<Pages> = {
  'open-year': noForm,
  'validate-from-quarter': noForm,
  'change-path': noForm,
  'declare-late': noForm,
  'inform': noForm,
  'remind': noForm,
  'last-day-ends': noForm,
  'year-ends': noForm,
  'validate': validate,
  'begin': actForm<Pages>()({
    intro: () => "L'ONE et vos collègues voient que la préparation a commencé. Rien n'est encore validé.",
    fields: () => [],
    schema: z.strictObject({}),
    split: () => ({ facts: {}, content: {} }),
  }),
  'follow-up': oneText<Pages>('text', "Votre message au milieu d'accueil", 'Écrivez votre message.', {
    intro: () =>
      "Les données de Mon Équipe n'ont pas été validées à temps. Votre message est envoyé au milieu d'accueil, qui peut encore valider.",
  }),
};

/** What has changed while somebody read: who, and where. */
function movedText(changes: readonly ChangeSeen[]): string {
  const told = changes.map(({ member, what, sections }) => {
    const name = member ? nameOf(member) : 'une personne';
    if (what === 'added') return `${name} (nouvelle personne)`;
    return what === 'removed'
      ? `${name} (n'est plus dans l'équipe)`
      : `${name} (${sections.map((section) => sectionWords[section].toLowerCase()).join(', ')})`;
  });
  const list = told.length > 0 ? ` Ont changé : ${told.join(' ; ')}.` : '';
  return `L'équipe a changé pendant que vous lisiez : rien n'a été signé.${list} Relisez la liste, puis signez.`;
}

export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  'follow-up': ({ content }) => ({ rows: proseOf({ content }, { text: 'Message' }) }),
  'validate': ({ facts }) => ({
    rows: [
      { field: 'people', label: 'Personnes', value: String(facts.people) },
      { field: 'links', label: 'Contrats et liens', value: String(facts.links) },
    ],
  }),
};
