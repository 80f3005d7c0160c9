/** Said above a list that holds nothing of the very words that were sought. */
export const nearOnly = "Rien ne porte exactement ces mots : voici ce qui s'en approche.";
