import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({
  mappers: {
    Viewer: '../account/account.ts#Account',
    Company: '../company/company-ref.ts#CompanyRef',
    RegisterCompanySuccess: '../company/register-company.ts#RegisterCompanySuccess as RegisterCompanySuccessValue',
    Member: '../company/company.ts#Member as MemberValue',
    RemoveMemberSuccess: '../company/remove-member.ts#RemoveMemberSuccess as RemoveMemberSuccessValue',
    LeaveCompanySuccess: '../company/leave-company.ts#LeaveCompanySuccess as LeaveCompanySuccessValue',
    Invitation: '../invitation/invitation.ts#Invitation as InvitationValue',
    AcceptInvitationSuccess: '../invitation/accept-invitation.ts#AcceptInvitationSuccess as AcceptInvitationSuccessValue',
    Session: '../session/session.ts#Session as SessionValue',
    RevokeSessionSuccess: '../session/revoke-session.ts#RevokeSessionSuccess as RevokeSessionSuccessValue',
    SignInSuccess: '../session/with-tokens.ts#SignedInWithTokens as SignInSuccessValue',
  },
});
