"""The bot scopes Slack knows, and the events a bot may subscribe to with the scopes they need."""

_BOT_SCOPES = """
    app_mentions:read assistant:write bookmarks:read bookmarks:write calls:read calls:write
    canvases:read canvases:write channels:history channels:join channels:manage channels:read
    channels:write.invites channels:write.topic chat:write chat:write.customize chat:write.public
    commands conversations.connect:manage conversations.connect:read conversations.connect:write
    datastore:read datastore:write dnd:read emoji:read files:read files:write groups:history
    groups:read groups:write groups:write.invites groups:write.topic im:history im:read im:write
    im:write.topic incoming-webhook links.embed:write links:read links:write lists:read lists:write
    metadata.message:read mpim:history mpim:read mpim:write mpim:write.topic pins:read pins:write
    reactions:read reactions:write reminders:read reminders:write remote_files:read
    remote_files:share remote_files:write search:read.files search:read.public search:read.users
    team.preferences:read team:read triggers:read triggers:write usergroups:read usergroups:write
    users.profile:read users:read users:read.email users:write workflow.steps:execute
    workflows.templates:read workflows.templates:write
"""
BOT_SCOPES = frozenset(_BOT_SCOPES.split())

# Any one of the scopes will do; no scope at all is needed where there is none.
_EVENTS_BY_SCOPES = {
    "": """
        app_context_changed app_deleted app_home_opened app_installed app_uninstalled
        app_uninstalled_team assistant_thread_context_changed assistant_thread_started
        call_rejected channel_id_changed entity_details_requested function_executed
        grid_migration_finished grid_migration_started team_access_granted team_access_revoked
        tokens_revoked url_verification
        """,
    "app_mentions:read": "app_mention",
    "channels:history": "message.channels",
    "channels:history groups:history mpim:history": "channel_history_changed",
    "channels:read": """
        channel_archive channel_created channel_deleted channel_left channel_rename
        channel_unarchive
        """,
    "channels:read groups:read": "channel_shared channel_unshared member_left_channel",
    "channels:read groups:read mpim:read": "member_joined_channel",
    "chat:write": "agent_session_stopped agent_session_title_changed message_stream_stopped",
    "dnd:read": "dnd_updated dnd_updated_user",
    "emoji:read": "emoji_changed",
    "files:read": """
        file_change file_created file_deleted file_public file_shared file_unshared
        """,
    "groups:history": "group_history_changed message.groups",
    "groups:read": """
        group_archive group_close group_deleted group_left group_open group_rename
        group_unarchive
        """,
    "im:history": "im_history_changed message.im",
    "im:read": "im_close im_created im_open",
    "links:read": "link_shared",
    "metadata.message:read": "message_metadata_deleted message_metadata_posted "
    "message_metadata_updated",
    "mpim:history": "message.mpim",
    "pins:read": "pin_added pin_removed",
    "reactions:read": "reaction_added reaction_removed",
    "conversations.connect:read": "shared_channel_invite_accepted shared_channel_invite_approved "
    "shared_channel_invite_declined shared_channel_invite_received",
    "team:read": "email_domain_changed team_domain_change team_rename",
    "usergroups:read": "subteam_created subteam_members_changed subteam_self_added "
    "subteam_self_removed subteam_updated",
    "users:read": "team_join user_change user_huddle_changed user_profile_changed "
    "user_status_changed",
}
EVENT_SCOPES: dict[str, frozenset[str]] = {
    event: frozenset(scopes.split())
    for scopes, events in _EVENTS_BY_SCOPES.items()
    for event in events.split()
}
