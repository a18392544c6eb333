import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { LoggedIn } from '../../../src/accounts/accounts.schema.ts';
import { PlainFrame } from '../../app/plain-frame.tsx';
import { startSession } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { ApiError } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import { useSearchParams } from '../../lib/use-url-param.ts';
import { loginTexts } from '../../texts/login.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { toast } from '../../ui/toast.ts';
import { LockedNote } from './locked-note.tsx';
import { SignedOutNote } from './signed-out-note.tsx';
import { useCountdown } from './use-countdown.ts';
import { waitOf } from './wait-of.ts';

export function LoginPage() {
  const { t } = useTexts(loginTexts);
  const { from, reason } = useSearchParams();
  const router = useRouter();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);

  const logIn = useMutation({
    mutationFn: () =>
      call<LoggedIn>('POST', '/auth/login', {
        body: { username: username.trim(), password, ...(needsCode ? { code: code.trim() } : {}) },
      }),
    onSuccess: (loggedIn) => {
      startSession(loggedIn);
      if (loggedIn.hasReplacedSession) toast.good(t('replacedOther'));
      router.history.push(ownAddress(from));
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'auth.code_required') setNeedsCode(true);
      setCode('');
    },
  });
  const isAskedForCode =
    logIn.error instanceof ApiError && logIn.error.code === 'auth.code_required';
  const [waitUntilMs, setWaitUntilMs] = useState<number | null>(null);
  const secondsLeft = useCountdown(waitUntilMs);

  return (
    <PlainFrame width={26}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setWaitUntilMs(null);
          logIn.mutate(undefined, { onError: (error) => setWaitUntilMs(waitOf(error)) });
        }}
      >
        <Stack>
          <PageHeader title={t('title')} />
          {!logIn.error && <SignedOutNote reason={reason} />}
          {needsCode ? (
            <>
              <Text>{t('codeNeeded')}</Text>
              <TextInput
                key="code"
                label={t('code')}
                description={t('codeHint')}
                required
                autoFocus
                autoComplete="one-time-code"
                spellCheck={false}
                maxLength={64}
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
            </>
          ) : (
            <>
              <TextInput
                label={t('username')}
                required
                autoFocus
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={200}
                value={username}
                onChange={(event) => setUsername(event.currentTarget.value)}
              />
              <PasswordInput
                label={t('password')}
                required
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
            </>
          )}
          {waitUntilMs !== null ? (
            <LockedNote error={logIn.error} secondsLeft={secondsLeft} />
          ) : (
            !isAskedForCode && <ErrorNote error={logIn.error} />
          )}
          <Button type="submit" loading={logIn.isPending} disabled={secondsLeft > 0}>
            {t('logIn')}
          </Button>
          {needsCode ? (
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => {
                setNeedsCode(false);
                setPassword('');
                logIn.reset();
              }}
            >
              {t('otherUser')}
            </Anchor>
          ) : (
            <Text size="xs" c="dimmed">
              {t('forgot')}
            </Text>
          )}
        </Stack>
      </form>
    </PlainFrame>
  );
}

/** Where the person was before, as long as it is a page of ours. */
function ownAddress(from: string | undefined): string {
  if (!from?.startsWith('/')) return '/';
  const { origin, pathname, search, hash } = new URL(from, window.location.origin);
  const isOurs = origin === window.location.origin && pathname !== '/login';
  return isOurs ? `${pathname}${search}${hash}` : '/';
}
