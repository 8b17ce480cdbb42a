/** `Incident 1 of 7K3M-Q2PD`, the reference of the sending with which it came: numbers count for each private link. */
export const incidentName = (number: number, reference: string | null): string =>
  reference === null ? `Incident ${number}` : `Incident ${number} of ${reference}`;
