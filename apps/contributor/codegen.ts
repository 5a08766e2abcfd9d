import { subgraphCodegen } from '@crossing/tool-codegen/subgraph.ts';

export default subgraphCodegen({
  mappers: {
    Viewer: '../viewer/viewer.ts#Viewer as ViewerValue',
    Contributor: '../contributor/contributor.ts#ContributorCard',
    ContributorProfile: '../profile/profile.ts#Profile',
    Profession: '../profile/profile.ts#Profession as ProfessionValue',
    TrackRecordEntry: '../track-record/track-record.ts#TrackRecordEntry as TrackRecordEntryValue',
  },
});
