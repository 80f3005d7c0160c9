import { slug } from '../../workflows/doctor-validation/contract.ts';

export const listPath = '/pro/doctors';
/** A model of the convention, to be filled in. */
export const conventionPath = `${listPath}/convention`;
export const listOf = (facilityId: string): string => `${listPath}?facility=${facilityId}`;
export const addPath = (facilityId: string): string => `/pro/facilities/${facilityId}/doctors/new`;
/** With what was told of a doctor who was refused or withdrawn. */
export const againPath = (facilityId: string, caseId: string): string => `${addPath(facilityId)}?again=${caseId}`;
export const casePathOf = (caseId: string): string => `/pro/${slug}/${caseId}`;
/** Where a doctor of the body is introduced at its other crèches too. */
export const placesPath = (caseId: string): string => `${listPath}/${caseId}/places`;
