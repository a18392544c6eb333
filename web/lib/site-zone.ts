let zone: string | undefined;

/** The plant's time zone, in which every time is shown: replies show it so too. The browser's until somebody logs in. */
export function siteZone(): string | undefined {
  return zone;
}

export function setSiteZone(timeZone: string): void {
  zone = timeZone;
}
