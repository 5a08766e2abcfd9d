import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({
  mappers: {
    Viewer: '../account/account.ts#Account',
    Company: '../company/company-ref.ts#CompanyRef',
    RegisterCompanySuccess: '../company/register-company.ts#RegisterCompanySuccess as RegisterCompanySuccessValue',
    Session: '../session/session.ts#Session as SessionValue',
    RevokeSessionSuccess: '../session/revoke-session.ts#RevokeSessionSuccess as RevokeSessionSuccessValue',
    SignInSuccess: '../session/open-session.ts#SignInSuccess as SignInSuccessValue',
  },
});
