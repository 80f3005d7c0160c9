/** The procedures. Adding one: its slug's files in each room, and one line here. */
import type { AnyProcess } from './procedure.ts';
import { process as aesSubsidy } from './aes-subsidy/process.ts';
import { process as agreementRenewal } from './agreement-renewal/process.ts';
import { process as authorisationAdaptation } from './authorisation-adaptation/process.ts';
import { process as dataCorrection } from './data-correction/process.ts';
import { process as doctorValidation } from './doctor-validation/process.ts';
import { process as photoValidation } from './photo-validation/process.ts';
import { process as trainingRecognition } from './training-recognition/process.ts';
import { process as teamValidation } from './team-validation/process.ts';
import { process as quarterlySubsidy } from './quarterly-subsidy/process.ts';
import { process as preRequest } from './pre-request/process.ts';
import { process as privacyRequest } from './privacy-request/process.ts';
import { process as bankAccount } from './bank-account/process.ts';
import { process as projectCall } from './project-call/process.ts';
import { process as functioningReview } from './functioning-review/process.ts';
import { process as preparatoryProcess } from './preparatory-process/process.ts';

export const processes: readonly AnyProcess[] = [
  authorisationAdaptation,
  photoValidation,
  doctorValidation,
  trainingRecognition,
  teamValidation,
  quarterlySubsidy,
  bankAccount,
  functioningReview,
  dataCorrection,
  preRequest,
  projectCall,
  privacyRequest,
  preparatoryProcess,
  aesSubsidy,
  agreementRenewal,
];

/** @throws when no procedure has the slug */
export function getProcess(slug: string, among: readonly AnyProcess[] = processes): AnyProcess {
  const process = among.find((candidate) => candidate.slug === slug);
  if (!process) throw new Error(`no procedure ${slug}`);
  return process;
}
