import type { TemplateName } from './mail.ts';

export interface Template {
  readonly subject: string;
  readonly body: string;
}

/** English for now; a further language is a further entry under its BCP 47 language. */
export const TEMPLATES: Readonly<Record<string, Readonly<Record<TemplateName, Template>>>> = {
  en: {
    'confirm-email': {
      subject: 'Confirm your address',
      body: `Welcome to Crossing Hurdles.

Confirm your address with this token, within {hours} hours:

{token}

In the app, paste it where it asks for it; with the API, call verifyEmail with it.

Joining is free, and so is everything else here for contributors: if anybody asks you for money, tell us.

If you did not register, ignore this mail.`,
    },
    'already-registered': {
      subject: 'You already have an account',
      body: `Somebody, probably you, tried to register with this address.

You already have an account: sign in with your password, or ask for a new one with requestPasswordReset.

If it was not you, there is nothing to do: nobody has learned anything about you.`,
    },
    'reset-password': {
      subject: 'Set a new password',
      body: `Somebody, probably you, asked for a new password for this account.

Set one with this token, within {minutes} minutes:

{token}

In the app, paste it where it asks for it; with the API, call resetPassword with it. You will be signed out everywhere.

If it was not you, ignore this mail: your password stays as it is. Give the token to nobody; we never ask for it.`,
    },
    'password-changed': {
      subject: 'Your password was changed',
      body: `The password of your account was changed just now, and other devices were signed out.

If it was not you, ask for a new password at once, with requestPasswordReset.`,
    },
    'confirm-new-email': {
      subject: 'Confirm your new address',
      body: `Somebody, probably you, wants to move their account to this address.

Confirm it with this token, within {minutes} minutes:

{token}

In the app, paste it where it asks for it; with the API, call confirmEmailChange with it.

If it was not you, ignore this mail.`,
    },
    'email-change-requested': {
      subject: 'Your account is to move to another address',
      body: `Somebody who knows your password asked to move your account to another address. Until that one is confirmed, this one stays.

If it was not you, set a new password at once, with requestPasswordReset: that stops the move and signs everybody out.`,
    },
    'email-changed': {
      subject: 'Your account has another address now',
      body: `Your account was moved to another address, which was confirmed. This one gets no mail about it any more.

If it was not you, turn to those who run this network: they have a record of the change.`,
    },
    'email-taken': {
      subject: 'This address already has an account',
      body: `Somebody, probably you, wanted to move another account to this address.

It already has an account: sign in to that one, or choose another address for the other.

If it was not you, there is nothing to do: nobody has learned anything about you.`,
    },
    'account-closed': {
      subject: 'Your account is closed',
      body: `Your account was closed just now, by somebody who knows its password. It cannot be signed in to any more.

What the network or a company owes you stays owed.

If it was not you, turn to those who run this network: they have a record of it.`,
    },
    'company-invitation': {
      subject: 'You are invited into a company',
      body: `An owner of “{company}” invites you to work there on Crossing Hurdles, as {role}.

Accept with this token, within {days} days:

{token}

Sign in with this address, or register with it first, and paste the token where the app asks for it; with the API, call acceptInvitation.

If you do not know them, ignore this mail: nothing happens.`,
    },
    'second-factor-added': {
      subject: 'Signing in asks for more from now on',
      body: `A second factor was added to your account just now: {factor}.

If it was not you, ask for a new password at once, with requestPasswordReset, and turn to those who run this network.`,
    },
    'second-factor-removed': {
      subject: 'A second factor was taken away',
      body: `A second factor was taken away from your account just now: {factor}.

If it was not you, ask for a new password at once, with requestPasswordReset, and add a second factor again.`,
    },
    'recovery-codes-replaced': {
      subject: 'You have new recovery codes',
      body: `New recovery codes were made for your account just now. The old ones do not count any more.

If it was not you, ask for a new password at once, with requestPasswordReset, and make new codes.`,
    },
    'recovery-code-used': {
      subject: 'A recovery code was used',
      body: `One of the recovery codes of your account was used just now. Codes left: {left}.

If it was not you, ask for a new password at once, with requestPasswordReset, and make new codes with regenerateRecoveryCodes.`,
    },
  },
};
