/** Where the receipt screen stands: a box, and perhaps one unit of it. */
export interface Place {
  shipment: string;
  donation: string | null;
}

export function placeOf(id: string): Place {
  const [shipment = '', donation] = id.split('.');
  return { shipment, donation: donation ?? null };
}

export function idOf({ shipment, donation }: Place): string {
  return donation ? `${shipment}.${donation}` : shipment;
}
