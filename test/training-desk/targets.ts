/** The forms of the desk of training, to be spoilt. */
import type { Target } from '../kit/bad-input-targets.ts';

/** @param nobody an id that nothing has */
export function trainingDeskTargets(nobody: string): Target[] {
  const by = 'aes-referent';
  return [
    ...['effects', 'decide', 'open'].map(
      (what): Target => ({
        route: `/office/trainings/:id/${what}`,
        url: `/office/trainings/${nobody}/${what}`,
        by,
        fields: { spelling: '1', kind: 'recognise' },
        takesAnything: true,
      }),
    ),
    {
      route: '/office/trainings/decisions/:id/undo',
      url: `/office/trainings/decisions/${nobody}/undo`,
      by,
      fields: {},
      takesAnything: true,
    },
    ...['merge', 'separate'].map(
      (what): Target => ({
        route: `/office/trainings/organisations/:id/${what}`,
        url: `/office/trainings/organisations/${nobody}/${what}`,
        by,
        fields: { version: '1', into: nobody },
        takesAnything: true,
      }),
    ),
  ];
}
