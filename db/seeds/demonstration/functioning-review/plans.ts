/** The action plans of the demonstration, as they are written and as they are sent. */
import { addDays, type Day, type Instant } from '../../../../domain/calendar.ts';
import type { Objective, Plan, PlanAction, Priority } from '../../../../domain/functioning-review/plan.ts';
import { instant, type Database } from '../../../connect.ts';
import { stableId } from '../stable-id.ts';

interface Said {
  domain: string;
  criterion: string;
  wording: string;
  indicator: string;
  priority: Priority;
  who: string;
  /** Days after the meeting. */
  due: number;
  /** What, who, with what, from and to in days after the meeting. */
  actions: readonly (readonly [string, string, string, number, number])[];
}

const planOf = (key: string, metOn: Day, objectives: readonly Said[]): Plan => ({
  objectives: objectives.map(({ due, actions, ...said }, index): Objective => {
    const id = stableId(`review objective ${key} ${String(index)}`);
    return {
      id,
      ...said,
      dueOn: addDays(metOn, due),
      answer: '',
      actions: actions.map(
        ([what, who, resources, from, to], position): PlanAction => ({
          id: stableId(`review action ${id} ${String(position)}`),
          what,
          who,
          resources,
          startsOn: addDays(metOn, from),
          endsOn: addDays(metOn, to),
        }),
      ),
    };
  }),
});

const training: Said = {
  domain: 'team',
  criterion: '6.4',
  wording: 'Formation continue : un plan par personne',
  indicator: '100 % des fiches remplies dans Mon Équipe',
  priority: 'high',
  who: 'Nathalie Servais',
  due: 350,
  actions: [
    ['Relever les souhaits de chacun', 'Olivier Wauters', "deux réunions d'équipe", 140, 180],
    ['Tenir le tableau par personne', 'Olivier Wauters', 'Mon Équipe', 160, 210],
    ['Inscrire trois personnes à une formation santé', 'Nathalie Servais', 'budget de 900\u00a0€', 160, 345],
  ],
};
const naps: Said = {
  domain: 'health',
  criterion: '2.3',
  wording: 'La sieste des grands au rythme de chacun',
  indicator: 'feuille de passage individuelle, relue chaque mois',
  priority: 'medium',
  who: 'Nathalie Servais',
  due: 300,
  actions: [
    ['Visiter une crèche qui l’a fait', 'une puéricultrice des grands', 'une matinée', 150, 185],
    ['Aménager le coin calme', "l'équipe des grands", 'budget de 1\u00a0450,50\u00a0€', 190, 290],
  ],
};
const vaccination: Said = {
  domain: 'health',
  criterion: '2.7',
  wording: 'Carnets de vaccination à jour à la rentrée',
  indicator: 'aucun carnet manquant au 30 septembre',
  priority: 'low',
  who: 'Nathalie Servais',
  due: 340,
  actions: [['Rappel aux familles avant l’été et avant la rentrée', 'Nathalie Servais', 'courriel type', 220, 330]],
};

/** Of Les Glands d'Or; in the second round the training ends earlier, as ONE has asked. */
export function ofGlands(metOn: Day, round: 1 | 2): Plan {
  const plan = planOf('glands', metOn, [training, naps, vaccination]);
  if (round === 1) return plan;
  const [first, ...others] = plan.objectives;
  if (!first) return plan;
  const actions = first.actions.map((action, index) =>
    index === 2 ? { ...action, endsOn: addDays(metOn, 250) } : action,
  );
  return {
    objectives: [{ ...first, actions, answer: 'Oui, avancée de trois mois ; le budget suit.' }, ...others],
  };
}

/** What a crèche of the demonstration plans. @param who answers for it */
export const ofCreche = (key: string, metOn: Day, who: string): Plan =>
  planOf(key, metOn, [
    {
      domain: 'families',
      criterion: '5.2',
      wording: 'Un moment d’échange avec chaque famille',
      indicator: 'chaque famille rencontrée deux fois par an',
      priority: 'high',
      who,
      due: 350,
      actions: [
        ['Préparer une trame d’entretien', who, "une réunion d'équipe", 90, 130],
        ['Proposer deux dates à chaque famille', 'les puéricultrices', 'un quart d’heure par famille', 135, 345],
      ],
    },
    {
      domain: 'neighbourhood',
      criterion: '8.2',
      wording: 'Sortir du milieu d’accueil chaque semaine',
      indicator: 'une sortie par semaine notée au journal',
      priority: 'medium',
      who,
      due: 340,
      actions: [['Convenir d’une heure avec la bibliothèque', 'les puéricultrices', '', 100, 160]],
    },
  ]);

/** What a childminder plans. */
export const atHome = (key: string, metOn: Day, who: string): Plan =>
  planOf(key, metOn, [
    {
      domain: 'health',
      criterion: '2.6',
      wording: 'Reconnaître les signes d’alerte et savoir qui appeler',
      indicator: 'une formation suivie, une fiche affichée près du téléphone',
      priority: 'high',
      who,
      due: 200,
      actions: [
        ['Suivre la formation aux premiers secours', who, 'une journée', 70, 180],
        ['Afficher la fiche des numéros d’urgence', who, '', 60, 90],
      ],
    },
  ]);

/** Of the bilan of five years ago at Clair Matin. @param firstDayOn of that bilan */
export const strollers = (firstDayOn: Day): Plan =>
  planOf('clair-matin 2021', addDays(firstDayOn, 106), [
    {
      domain: 'inclusion',
      criterion: '4.3',
      wording: 'Accès des poussettes par la rue',
      indicator: 'une entrée de plain-pied',
      priority: 'high',
      who: 'Benoît Lejeune',
      due: 600,
      actions: [
        ['Demander trois devis', 'Benoît Lejeune', '', 60, 180],
        ['Poser une rampe', 'la commune', 'budget de 4 200 €', 200, 590],
      ],
    },
  ]);

/** Where it is written, before or between two sendings. */
export async function writePlan(
  db: Database,
  caseId: string,
  plan: Plan,
  { by, at, round }: { by: string; at: Instant; round: number },
): Promise<void> {
  const written = { case_id: caseId, updated_by: stableId(`user ${by}`), updated_at: instant(at) };
  await db('review_plans').insert({ case_id: caseId });
  await db('review_objectives').insert(
    plan.objectives.map(({ id, dueOn, answer, domain, criterion, wording, indicator, priority, who }, index) => ({
      id,
      position: index + 1,
      domain,
      criterion,
      wording,
      indicator,
      priority,
      due_on: dueOn,
      who,
      answer,
      answer_round: round,
      ...written,
    })),
  );
  await db('review_actions').insert(
    plan.objectives.flatMap((objective) =>
      objective.actions.map(({ id, what, who, resources, startsOn, endsOn }, index) => ({
        id,
        objective_id: objective.id,
        position: index + 1,
        what,
        who,
        resources,
        starts_on: startsOn,
        ends_on: endsOn,
        ...written,
      })),
    ),
  );
}
