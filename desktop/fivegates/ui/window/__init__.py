"""The main window: menus, workspace, sidebar and pages."""
