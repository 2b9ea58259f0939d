return await EdgeNode.Center.Hosting.CenterCommands.Parse(args).InvokeAsync();
