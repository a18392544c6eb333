/** Without the device that wrote, which is no part of who did. */
export function plainAddress(address: string): string {
  return address.trim().replace(/:\d+@/u, '@');
}
