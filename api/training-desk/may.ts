import type { Response } from 'express';
import { getViewer } from '../context.ts';
import { forbidden } from '../problems.ts';

export const notYours = 'Les modules de formation sont validés par les référent·es agrément AES.';

/** @throws 403 for whoever reads the desk and does not decide there */
export function mustDecide(res: Response): void {
  if (!getViewer(res).ability.can('decide', 'TrainingGroup')) throw forbidden(notYours);
}
