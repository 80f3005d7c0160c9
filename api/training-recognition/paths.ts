/** Where the pages of continuing training stand. */
export const listPath = '/pro/trainings';
export const newPath = '/pro/trainings/new';
export const qualificationPath = '/pro/trainings/qualification';
export const correctPath = (caseId: string): string => `${listPath}/lines/${caseId}/correct`;
