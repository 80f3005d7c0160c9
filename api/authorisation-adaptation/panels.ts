/** Cards of the procedure on the page of a case: what was thought of the request. */
import { opinionWords } from '../../views/authorisation-adaptation/words.ts';
import { followerOf, roleNames } from '../../workflows/roles.ts';
import type { Panel, Reader } from '../cases/procedure-pages.ts';
import { consequencesPanel } from '../consequences/show.ts';
import { lastAct, type File } from './page-types.ts';

export const panelsOf = (file: File, reader: Reader): { beside: Panel[] } => ({
  beside: [
    ...(file.own.touched ? consequencesPanel(file.row, file.own.touched, reader, file.own.mayTick) : []),
    ...(file.seesInternal ? opinionsPanel(file) : []),
  ],
});

function opinionsPanel(file: File): Panel[] {
  const { data } = file.row.state;
  const visit = lastAct(file, 'report-visit');
  const opinions = [
    ...(visit
      ? [
          {
            badge: { kind: 'done', text: 'visite' },
            who: visit.actor_name,
            text: textIn(visit.content?.report),
            at: visit.at,
          },
        ]
      : []),
    ...opinionShown(file, 'give-opinion', roleNames[followerOf(data.home)]),
    ...opinionShown(file, 'give-health-opinion', roleNames['health-referent']),
  ];
  return opinions.length > 0 ? [{ partial: 'card-opinions', title: 'Avis', id: 'avis', opinions }] : [];
}

function opinionShown(file: File, action: 'give-opinion' | 'give-health-opinion', who: string): object[] {
  const { data } = file.row.state;
  const opinion = action === 'give-opinion' ? data.opinion : data.healthOpinion;
  if (opinion === 'none') return [];
  const act = lastAct(file, action);
  if (!act || opinion === 'asked') return [{ badge: { kind: 'neutral', text: 'attendu' }, who }];
  const kind = opinion === 'favourable' ? 'done' : opinion === 'reserved' ? 'due-soon' : 'due-late';
  return [
    {
      badge: { kind, text: opinionWords[opinion] },
      who: `${act.actor_name ?? ''}, ${who}`,
      text: textIn(act.content?.text),
      at: act.at,
    },
  ];
}

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
