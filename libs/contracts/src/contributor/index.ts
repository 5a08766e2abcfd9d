export * from './profile-admitted.ts';
export * from './profile-changes-requested.ts';
export * from './profile-not-admitted.ts';
export * from './profile-paused.ts';
export * from './profile-resumed.ts';
export * from './profile-state.ts';
export * from './profile-submitted.ts';
export * from './track-record-appended.ts';
