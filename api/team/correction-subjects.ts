/** A national number is shown to nobody: where it is wrong, the helpdesk is asked, who calls it so. */
export const nissSubject = "Numéro de registre national d'une personne de Mon Équipe";
/** The same of names that ONE knows for sure. */
export const nameSubject = "Nom d'une personne de Mon Équipe";
