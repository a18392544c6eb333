/** What went wrong as one line for a person at a terminal. */
export function plainLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port, path, message } = error as NodeJS.ErrnoException & { port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program: stop that one, or choose another port with PLANTLINE_PORT.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return path
        ? `${path} may not be written or read by this user: change its rights, or choose another folder with PLANTLINE_DATA_DIR.`
        : `This user may not do that (${message}).`;
    case 'ENOSPC':
      return 'The disk is full.';
    default:
      return message.split('\n')[0] || error.name;
  }
}
