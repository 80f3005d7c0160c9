/** How a doctor is called. */
export interface DoctorNames {
  firstName?: string | null | undefined;
  familyName?: string | null | undefined;
}

/** « Dr Anne-Sophie Claes »; whose name was told to nobody, or is erased, is a doctor all the same. */
export const doctorName = ({ firstName, familyName }: DoctorNames): string =>
  firstName && familyName ? `Dr ${firstName} ${familyName}` : 'Médecin';
